/** CNN-Workload's table of layers by kind, beside ours. */
import { join } from 'node:path';
import { measure } from './graph.mjs';
import { beside } from './rows.mjs';

const NETWORKS = { AlexNet: 'alexnet', GoogLeNet: 'googlenet', 'VGG-16': 'vgg16', 'VGG-19': 'vgg19',
  'ResNet-50': 'resnet50', 'ResNet-101': 'resnet101', 'ResNet-152': 'resnet152' };
const THEIRS = [
  ['convolutions', 'Convolution', 'layers', ['5', '57', '13', '16', '53', '104', '155']],
  ['their MACs', 'Convolution', 'macs', ['666M', '1.58G', '15.3G', '19.5G', '3.86G', '7.57G', '11.3G']],
  ['their parameters', 'Convolution', 'params', ['2.33M', '5.97M', '14.7M', '20M', '23.5M', '42.4M', '58M']],
  ['fully connected', 'InnerProduct', 'layers', ['3', '1', '3', '3', '1', '1', '1']],
  ['their MACs', 'InnerProduct', 'macs', ['58.6M', '1.02M', '124M', '124M', '2.05M', '2.05M', '2.05M']],
  ['all MACs', '', 'macs', ['724M', '1.58G', '15.5G', '19.6G', '3.86G', '7.57G', '11.3G']],
  ['all parameters', '', 'params', ['61M', '6.99M', '138M', '144M', '25.5M', '44.4M', '60M']],
];

const whole = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** Of the layers of a type, or of both that they count. */
function figures(doc, type) {
  const layers = doc.layers.filter((l) => (type ? l.type === type : l.core));
  return { layers: layers.length, macs: layers.reduce((sum, l) => sum + l.macs, 0),
    params: layers.reduce((sum, l) => sum + l.param_count, 0) };
}

export function workload(program, zoo) {
  const docs = Object.values(NETWORKS).map((n) => measure(program, join(zoo, `${n}.prototxt`)));
  const rows = THEIRS.map(([title, type, figure, theirs]) => {
    const cells = theirs.map((text, i) => {
      const ours = figures(docs[i], type)[figure];
      return `${text.replace(/([MG])/, ' $1')} ${beside(text, ours).agrees ? '=' : '≠'} ${whole(ours)}`;
    });
    return `| ${title} | ${cells.join(' | ')} |`;
  });
  return [`| | ${Object.keys(NETWORKS).join(' | ')} |`, `|---|${'---:|'.repeat(7)}`, ...rows];
}
