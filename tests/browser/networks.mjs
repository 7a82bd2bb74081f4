/** Networks written for these tests, some of them in the format of 2014. */

const conv = (name, bottom, n, kernel, more = '') => `layers { name: "${name}" type: CONVOLUTION bottom: "${bottom}" top: "${name}"
  blobs_lr: 1 blobs_lr: 2 convolution_param { num_output: ${n} kernel_size: ${kernel} ${more} } }\n`;
const relu = (of) => `layers { name: "relu_${of}" type: RELU bottom: "${of}" top: "${of}" }\n`;
const pool = (name, bottom, size = 3) => `layers { name: "${name}" type: POOLING bottom: "${bottom}" top: "${name}"
  pooling_param { pool: MAX kernel_size: ${size} stride: 2 } }\n`;
const norm = (name, bottom) => `layers { name: "${name}" type: LRN bottom: "${bottom}" top: "${name}" }\n`;
const full = (name, bottom, n) => `layers { name: "${name}" type: INNER_PRODUCT bottom: "${bottom}" top: "${name}"
  inner_product_param { num_output: ${n} } }\n`;
const dropout = (of) => `layers { name: "drop_${of}" type: DROPOUT bottom: "${of}" top: "${of}" }\n`;
const data = (phase, batch, crop) => `layers { name: "data" type: DATA top: "data" top: "label"
  data_param { source: "lmdb" backend: LMDB batch_size: ${batch} } transform_param { crop_size: ${crop} }
  include { phase: ${phase} } }\n`;

/** AlexNet's training file in V1: 24 layers in TRAIN, 27 in TEST. */
export function alexnetV1() {
  return `name: "AlexNet V1"\n${data('TRAIN', 256, 227)}${data('TEST', 50, 227)}`
    + conv('conv1', 'data', 96, 11, 'stride: 4') + relu('conv1') + norm('norm1', 'conv1') + pool('pool1', 'norm1')
    + conv('conv2', 'pool1', 256, 5, 'pad: 2 group: 2') + relu('conv2') + norm('norm2', 'conv2') + pool('pool2', 'norm2')
    + conv('conv3', 'pool2', 384, 3, 'pad: 1') + relu('conv3')
    + conv('conv4', 'conv3', 384, 3, 'pad: 1 group: 2') + relu('conv4')
    + conv('conv5', 'conv4', 256, 3, 'pad: 1 group: 2') + relu('conv5') + pool('pool5', 'conv5')
    + full('fc6', 'pool5', 4096) + relu('fc6') + dropout('fc6')
    + full('fc7', 'fc6', 4096) + relu('fc7') + dropout('fc7') + full('fc8', 'fc7', 1000)
    + 'layers { name: "accuracy" type: ACCURACY bottom: "fc8" bottom: "label" top: "accuracy" include { phase: TEST } }\n'
    + 'layers { name: "loss" type: SOFTMAX_LOSS bottom: "fc8" bottom: "label" top: "loss" }\n';
}

/** VGG-19 for deployment in V1, with input fields. */
export function vgg19V1() {
  let text = 'name: "VGG-19 V1"\ninput: "data"\ninput_dim: 1 input_dim: 3 input_dim: 224 input_dim: 224\n';
  let bottom = 'data';
  [[2, 64], [2, 128], [4, 256], [4, 512], [4, 512]].forEach(([times, n], stage) => {
    for (let i = 1; i <= times; i++) {
      const name = `conv${stage + 1}_${i}`;
      text += conv(name, bottom, n, 3, 'pad: 1') + relu(name);
      bottom = name;
    }
    text += pool(`pool${stage + 1}`, bottom, 2);
    bottom = `pool${stage + 1}`;
  });
  return text + full('fc6', 'pool5', 4096) + relu('fc6') + dropout('fc6') + full('fc7', 'fc6', 4096) + relu('fc7')
    + dropout('fc7') + full('fc8', 'fc7', 1000) + 'layers { name: "prob" type: SOFTMAX bottom: "fc8" top: "prob" }\n';
}

/** A small network with names that would be markup if they could. */
export function hostile() {
  const evil = '<img src=x onerror=alert(1)>\\"\'><script>alert(2)</script>';
  return `name: "${evil}"
layer { name: "${evil}" type: "Input" top: "${evil}" input_param { shape { dim: 1 dim: 3 dim: 8 dim: 8 } } }
layer { name: "b</td>" type: "Convolution" bottom: "${evil}" top: "b" convolution_param { num_output: 2 kernel_size: 3 } }
`;
}

/** `count` layers, convolutions and activations by turns. */
export function deep(count) {
  let text = 'layer { name: "data" type: "Input" top: "x0" input_param { shape { dim: 1 dim: 8 dim: 16 dim: 16 } } }\n';
  for (let i = 1, x = 0; i < count; i++) {
    text += i % 2
      ? `layer { name: "block${i / 500 | 0}/conv${i}" type: "Convolution" bottom: "x${x}" top: "x${i}" convolution_param { num_output: 8 kernel_size: 3 pad: 1 } }\n`
      : `layer { name: "block${i / 500 | 0}/relu${i}" type: "ReLU" bottom: "x${x}" top: "x${i}" }\n`;
    x = i;
  }
  return text;
}
