/** Inception-ResNet v2 (Szegedy et al. 2017, figures 3 and 15 to 18, in the size that was
 *  released), which classifies 299x299 images. */
import { Network } from './builder.mjs';

class Inception extends Network {
  /** A branch: convolutions one after another, each [outputs, kernel, stride, pad]. */
  branch(x, name, steps) {
    steps.forEach(([outputs, kernel, stride = 1, pad], i) => {
      const same = pad ?? (Array.isArray(kernel) ? kernel.map((k) => (k - 1) / 2)
        : stride > 1 ? 0 : (kernel - 1) / 2);
      x = this.conv(x, `${name}_${i + 1}`, outputs, kernel, { stride, pad: same, bn: true, relu: true });
    });
    return x;
  }

  /** Branches joined, projected, scaled and added to x. */
  block(x, name, wide, scale, branches, activated = true) {
    const tops = branches.map((steps, i) => this.branch(x, `${name}_b${i}`, steps));
    const up = this.conv(this.concat(`${name}_concat`, tops), `${name}_up`, wide, 1);
    const add = this.add('Eltwise', name, [x, up],
      `eltwise_param { operation: SUM coeff: 1 coeff: ${scale} }`);
    return activated ? this.relu(add) : add;
  }

  reduce(x, name, branches) {
    const tops = branches.map((steps, i) => this.branch(x, `${name}_b${i}`, steps));
    return this.concat(name, [...tops, this.pool(x, `${name}_pool`, 3, 2)]);
  }
}

export function inceptionResnetV2() {
  const net = new Inception('Inception-ResNet v2', [1, 3, 299, 299]);
  let x = net.branch('data', 'stem', [[32, 3, 2], [32, 3, 1, 0], [64, 3]]);
  x = net.branch(net.pool(x, 'pool1', 3, 2), 'stem2', [[80, 1], [192, 3, 1, 0]]);
  x = net.pool(x, 'pool2', 3, 2);
  x = net.concat('mixed_5b', [net.branch(x, '5b_b0', [[96, 1]]),
    net.branch(x, '5b_b1', [[48, 1], [64, 5]]), net.branch(x, '5b_b2', [[64, 1], [96, 3], [96, 3]]),
    net.branch(net.pool(x, '5b_pool', 3, 1, 1, 'AVE'), '5b_b3', [[64, 1]])]);
  for (let k = 1; k <= 10; k++)
    x = net.block(x, `block35_${k}`, 320, 0.17, [[[32, 1]], [[32, 1], [32, 3]],
      [[32, 1], [48, 3], [64, 3]]]);
  x = net.reduce(x, 'mixed_6a', [[[384, 3, 2]], [[256, 1], [256, 3], [384, 3, 2]]]);
  for (let k = 1; k <= 20; k++)
    x = net.block(x, `block17_${k}`, 1088, 0.1, [[[192, 1]], [[128, 1], [160, [1, 7]], [192, [7, 1]]]]);
  x = net.reduce(x, 'mixed_7a', [[[256, 1], [384, 3, 2]], [[256, 1], [288, 3, 2]],
    [[256, 1], [288, 3], [320, 3, 2]]]);
  for (let k = 1; k <= 10; k++)
    x = net.block(x, `block8_${k}`, 2080, 0.2, [[[192, 1]], [[192, 1], [224, [1, 3]], [256, [3, 1]]]],
      k < 10);
  x = net.pool(net.branch(x, 'conv_7b', [[1536, 1]]), 'pool8', 0, 1, 0, 'AVE');
  net.softmax(net.full(x, 'classifier', 1000));
  return net.text;
}
