/** Networks that detect and segment, each from its paper's description. */
import { Network } from './builder.mjs';
import { residualBody, vgg16Body } from './nets_class.mjs';

/** SSD (Liu et al. 2016) on the reduced VGG-16, for the 21 classes of PASCAL VOC. */
export function ssd(size) {
  const net = new Network(`SSD ${size}`, [1, 3, size, size]);
  const large = size > 300, relu = true;
  let x = vgg16Body(net, 'data', { pools: { 4: [3, 1, 1] } });
  const sources = [[net.add('Normalize', 'conv4_3_norm', ['conv4_3'],
    'norm_param { across_spatial: false channel_shared: false }'), 4]];
  x = net.conv(x, 'fc6', 1024, 3, { pad: 6, dilation: 6, relu });
  x = net.conv(x, 'fc7', 1024, 1, { relu });
  sources.push([x, 6]);
  const extra = [[256, 512, 2], [128, 256, 2], [128, 256, large ? 2 : 1], [128, 256, large ? 2 : 1]];
  if (large) extra.push([128, 256, 1, 4]);
  extra.forEach(([small, wide, stride, kernel = 3], i) => {
    const pad = stride > 1 || kernel > 3 ? 1 : 0;
    x = net.conv(x, `conv${i + 6}_1`, small, 1, { relu });
    x = net.conv(x, `conv${i + 6}_2`, wide, kernel, { stride, pad, relu });
    sources.push([x, i < extra.length - 2 ? 6 : 4]);
  });
  ssdHeads(net, sources);
  return net.text;
}

function ssdHeads(net, sources) {
  const flat = { loc: [], conf: [], prior: [] };
  for (const [x, priors] of sources) {
    for (const [kind, values] of [['loc', 4], ['conf', 21]]) {
      const head = net.conv(x, `${x}_${kind}`, priors * values, 3, { pad: 1 });
      const turned = net.add('Permute', `${head}_perm`, [head],
        'permute_param { order: 0 order: 2 order: 3 order: 1 }');
      flat[kind].push(net.add('Flatten', `${head}_flat`, [turned]));
    }
    const ratios = priors > 4 ? 'aspect_ratio: 2 aspect_ratio: 3' : 'aspect_ratio: 2';
    flat.prior.push(net.add('PriorBox', `${x}_prior`, [x, 'data'],
      `prior_box_param { min_size: 30 max_size: 60 ${ratios} }`));
  }
  net.concat('loc', flat.loc);
  net.concat('priors', flat.prior, 2);
  const scores = net.add('Reshape', 'scores', [net.concat('conf', flat.conf)],
    'reshape_param { shape { dim: 0 dim: -1 dim: 21 } }');
  const prob = net.add('Flatten', 'conf_flat', [net.softmax(scores, 2)]);
  net.add('DetectionOutput', 'detection', ['loc', prob, 'priors'],
    'detection_output_param { num_classes: 21 }');
}

/** Fully convolutional networks (Long et al. 2015): stride is 32, 16 or 8. */
export function fcn(stride, size) {
  const net = new Network(`FCN-${stride}s`, [1, 3, size, size]);
  let x = vgg16Body(net, 'data', { firstPad: 100 });
  for (const [name, kernel] of [['fc6', 7], ['fc7', 1]]) {
    x = net.conv(x, name, 4096, kernel, { relu: true });
    net.add('Dropout', `${name}_drop`, [x], '', x);
  }
  x = net.conv(x, 'score_fr', 21, 1);
  const crop = (a, b, name, offset) => net.add('Crop', name, [a, b],
    `crop_param { axis: 2 offset: ${offset} }`);
  const up = (from, name, factor) => net.conv(from, name, 21, 2 * factor,
    { stride: factor, bias: false, type: 'Deconvolution' });
  for (const [pool, at, offset] of [['pool4', 16, 5], ['pool3', 8, 9]]) {
    if (stride > at) continue;
    const score = net.conv(pool, `score_${pool}`, 21, 1);
    x = up(x, `up_${pool}`, 2);
    x = net.sum(`fuse_${pool}`, x, crop(score, x, `crop_${pool}`, offset));
  }
  crop(up(x, 'up', stride), 'data', 'score', { 32: 19, 16: 27, 8: 31 }[stride]);
  return net.text;
}

const VOC = 21;
function atrousPyramid(net, x, head) {
  return net.sum(`${x}_aspp`, ...[6, 12, 18, 24].map((dilation) => head(dilation)));
}

/** DeepLab v2 (Chen et al. 2017) on VGG-16: four rates in parallel. */
export function deeplabVgg(size) {
  const net = new Network('DeepLab v2 VGG-16', [1, 3, size, size]), relu = true;
  const down = [3, 2, 1], keep = [3, 1, 1];
  const x = vgg16Body(net, 'data',
    { pools: [down, down, down, keep, keep], dilations: [1, 1, 1, 1, 2] });
  const scores = atrousPyramid(net, x, (dilation) => {
    let y = net.conv(x, `fc6_${dilation}`, 1024, 3, { pad: dilation, dilation, relu });
    y = net.add('Dropout', `${y}_drop`, [y], '', y);
    y = net.conv(y, `fc7_${dilation}`, 1024, 1, { relu });
    y = net.add('Dropout', `${y}_drop`, [y], '', y);
    return net.conv(y, `fc8_${dilation}`, VOC, 1);
  });
  net.add('Interp', 'score', [scores], `interp_param { height: ${size} width: ${size} }`);
  return net.text;
}

/** DeepLab v2 on ResNet-101, run at three scales of the image; the largest score counts. */
export function deeplabResnet(size) {
  const net = new Network('DeepLab v2 ResNet-101', [1, 3, size, size]);
  const scores = [1, 0.75, 0.5].map((scale) => {
    const name = `s${100 * scale}_`, at = Math.floor(size * scale) + (scale < 1 ? 1 : 0);
    const from = scale === 1 ? 'data' : net.add('Interp', `${name}data`, ['data'],
      `interp_param { height: ${at} width: ${at} }`);
    const x = residualBody(net, from, { depths: [3, 4, 23, 3], first: true,
      strides: [1, 2, 1, 1], dilations: [1, 1, 2, 4], poolPad: 1 }, name);
    return atrousPyramid(net, x, (dilation) =>
      net.conv(x, `${name}fc1_${dilation}`, VOC, 3, { pad: dilation, dilation }));
  });
  const full = scores.map((x, i) => (i ? net.add('Interp', `${x}_up`, [x],
    `interp_param { height: 65 width: 65 }`) : x));
  const most = net.add('Eltwise', 'fusion', full, 'eltwise_param { operation: MAX }');
  net.add('Interp', 'score', [most], `interp_param { height: ${size} width: ${size} }`);
  return net.text;
}

/** R-FCN (Dai et al. 2016): regions from stage 4, boxes without classes, and stage 5
 *  without stride. */
export function rfcn(depths, height, width) {
  const net = new Network('R-FCN', [1, 3, height, width]), relu = true;
  net.add('Input', 'im_info', [], 'input_param { shape { dim: 1 dim: 3 } }');
  const x = residualBody(net, 'data', { depths, first: true,
    strides: [1, 2, 2, 1], dilations: [1, 1, 1, 2] });
  const rpn = net.conv(`res4_${depths[2]}`, 'rpn', 512, 3, { pad: 1, relu });
  const score = net.conv(rpn, 'rpn_score', 18, 1), box = net.conv(rpn, 'rpn_box', 36, 1);
  const two = net.add('Reshape', 'rpn_two', [score],
    'reshape_param { shape { dim: 0 dim: 2 dim: -1 dim: 0 } }');
  const prob = net.add('Softmax', 'rpn_prob', [two]);
  const back = net.add('Reshape', 'rpn_back', [prob],
    'reshape_param { shape { dim: 0 dim: 18 dim: -1 dim: 0 } }');
  net.add('Proposal', 'rois', [back, box, 'im_info']);
  const y = net.conv(x, 'conv_new', 1024, 1, { relu });
  for (const [name, values] of [['cls', VOC], ['bbox', 8]]) {
    const maps = net.conv(y, `rfcn_${name}`, values * 49, 1);
    const pooled = net.add('PSROIPooling', `psroi_${name}`, [maps, 'rois'],
      `psroi_pooling_param { spatial_scale: 0.0625 output_dim: ${values} group_size: 7 }`);
    net.pool(pooled, `score_${name}`, 7, 7, 0, 'AVE');
  }
  net.softmax('score_cls');
  return net.text;
}

/** Multi-person pose (Cao et al. 2017): six stages of two branches. */
export function pose(fields, parts, size) {
  const net = new Network('pose', [1, 3, size, size], 'image'), relu = true;
  let x = 'image';
  [[64, 2], [128, 2], [256, 4], [512, 2]].forEach(([outputs, count], i) => {
    for (let k = 1; k <= count; k++) x = net.conv(x, `conv${i + 1}_${k}`, outputs, 3, { pad: 1, relu });
    if (i < 3) x = net.pool(x, `pool${i + 1}`, 2, 2);
  });
  x = net.conv(x, 'conv4_3', 256, 3, { pad: 1, relu });
  const features = net.conv(x, 'conv4_4', 128, 3, { pad: 1, relu });
  let from = features;
  for (let stage = 1; stage <= 6; stage++) {
    const tops = [fields, parts].map((outputs, k) => {
      const name = `stage${stage}_L${k + 1}`, steps = stage === 1 ? 3 : 5;
      const kernel = stage === 1 ? 3 : 7, wide = stage === 1 ? 512 : 128;
      let y = from;
      for (let i = 1; i <= steps; i++)
        y = net.conv(y, `${name}_${i}`, 128, kernel, { pad: (kernel - 1) / 2, relu });
      return net.conv(net.conv(y, `${name}_wide`, wide, 1, { relu }), name, outputs, 1);
    });
    from = net.concat(`concat${stage}`, stage < 6 ? [...tops, features] : tops);
  }
  return net.text;
}
