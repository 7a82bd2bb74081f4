/** Networks that classify images, each from its paper's description. */
import { Network } from './builder.mjs';

/** VGG-M (Chatfield et al. 2014, Table 1) with another width of its last hidden layer. */
export function vggM(width) {
  const net = new Network('VGG-M', [1, 3, 224, 224]), relu = true, drop = true;
  let x = 'data';
  [[96, 7, 2, 0], [256, 5, 2, 1], [512, 3, 1, 1], [512, 3, 1, 1], [512, 3, 1, 1]]
    .forEach(([outputs, kernel, stride, pad], i) => {
      x = net.conv(x, `conv${i + 1}`, outputs, kernel, { stride, pad, relu });
      if (i < 2) x = net.add('LRN', `norm${i + 1}`, [x], 'lrn_param { local_size: 5 }');
      if (i < 2 || i === 4) x = net.pool(x, `pool${i + 1}`, 3, 2);
    });
  x = net.full(x, 'fc6', 4096, { relu, drop });
  net.softmax(net.full(net.full(x, 'fc7', width, { relu, drop }), 'fc8', 1000));
  return net.text;
}

/** The thirteen convolutions of VGG-16 (Simonyan, Zisserman 2015, column D).  more: pool
 *  [kernel, stride, pad] by number of the stage, dilation and pad of convolutions. */
export function vgg16Body(net, x, { pools = [], dilations = [], firstPad = 1 } = {}) {
  [[64, 2], [128, 2], [256, 3], [512, 3], [512, 3]].forEach(([outputs, count], i) => {
    const dilation = dilations[i] ?? 1;
    for (let k = 1; k <= count; k++) {
      const pad = i + k === 1 ? firstPad : dilation;
      x = net.conv(x, `conv${i + 1}_${k}`, outputs, 3, { pad, dilation, relu: true });
    }
    x = net.pool(x, `pool${i + 1}`, ...(pools[i] ?? [2, 2]));
  });
  return x;
}

/** The "reduced" VGG-16 of ParseNet: its fully connected layers as small convolutions. */
export function vgg16Atrous() {
  const net = new Network('VGG-16 reduced', [1, 3, 224, 224]);
  let x = vgg16Body(net, 'data');
  x = net.conv(x, 'fc6', 1024, 3, { pad: 3, dilation: 3, relu: true });
  x = net.conv(x, 'fc7', 1024, 1, { relu: true });
  net.softmax(net.pool(net.conv(x, 'fc8', 1000, 1), 'pool6', 0, 1, 0, 'AVE'));
  return net.text;
}

/** A residual network's body (He et al. 2016; Xie et al. 2017 with groups).  of:
 *  depths, groups, width (of the first stage's 3x3), first (stride on the block's first
 *  convolution), strides and dilations by stage, poolPad. */
export function residualBody(net, x, of, name = '') {
  let width = of.width ?? 64, outputs = 256, wide = 64;
  x = net.conv(x, `${name}conv1`, 64, 7, { stride: 2, pad: 3, bn: true, relu: true });
  x = net.pool(x, `${name}pool1`, 3, 2, of.poolPad);
  of.depths.forEach((depth, stage) => {
    for (let k = 0; k < depth; k++) {
      const stride = k ? 1 : of.strides?.[stage] ?? (stage ? 2 : 1);
      const dilation = of.dilations?.[stage] ?? 1;
      x = residualBlock(net, x, `${name}res${stage + 2}_${k + 1}`,
        { ...of, width, outputs, stride, dilation, project: stride > 1 || wide !== outputs });
      wide = outputs;
    }
    width *= 2;
    outputs *= 2;
  });
  return x;
}

function residualBlock(net, x, name, of) {
  const { width, outputs, stride, dilation, groups: group } = of, bn = true, relu = true;
  const shortcut = of.project ? net.conv(x, `${name}_proj`, outputs, 1, { stride, bn }) : x;
  let y = net.conv(x, `${name}a`, width, 1, { stride: of.first ? stride : 1, bn, relu });
  y = net.conv(y, `${name}b`, width, 3, { stride: of.first ? 1 : stride, pad: dilation,
    dilation, group, bn, relu });
  y = net.conv(y, `${name}c`, outputs, 1, { bn });
  return net.relu(net.sum(name, shortcut, y));
}

export function residual(name, of) {
  const net = new Network(name, [1, 3, 224, 224]);
  const x = residualBody(net, 'data', of);
  net.softmax(net.full(net.pool(x, 'pool5', 0, 1, 0, 'AVE'), 'fc1000', 1000));
  return net.text;
}

/** SphereFace-20 (Liu et al. 2017, Table 2), for 112x96 faces. */
export function sphereface() {
  const net = new Network('SphereFace-20', [1, 3, 112, 96]);
  let x = 'data';
  const step = (from, name, outputs, stride) => net.add('PReLU', `${name}_prelu`,
    [net.conv(from, name, outputs, 3, { stride, pad: 1 })], '', name);
  [[64, 1], [128, 2], [256, 4], [512, 1]].forEach(([outputs, blocks], i) => {
    x = step(x, `conv${i + 1}_1`, outputs, 2);
    for (let k = 1; k <= blocks; k++) {
      const a = step(x, `conv${i + 1}_${2 * k}`, outputs, 1);
      x = net.sum(`res${i + 1}_${k}`, x, step(a, `conv${i + 1}_${2 * k + 1}`, outputs, 1));
    }
  });
  net.full(x, 'fc5', 512);
  return net.text;
}
