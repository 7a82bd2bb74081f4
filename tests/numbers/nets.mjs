/** The networks of published.tsv that are neither bundled nor somebody's file, by name. */
import { residual, sphereface, vgg16Atrous, vggM } from './nets_class.mjs';
import * as dense from './nets_dense.mjs';
import { inceptionResnetV2 } from './nets_inception.mjs';

const deep = { depths: [3, 4, 23, 3] };

export const nets = {
  'vgg-m-2048': () => vggM(2048),
  'vgg-m-1024': () => vggM(1024),
  'vgg-m-128': () => vggM(128),
  'vgg-16-atrous': vgg16Atrous,
  'resnext-101': () => residual('ResNeXt-101 32x4d', { ...deep, groups: 32, width: 128 }),
  'resnext-101-64': () => residual('ResNeXt-101 64x4d', { ...deep, groups: 64, width: 256 }),
  'inception-resnet-v2': inceptionResnetV2,
  'sphereface-20': sphereface,
  'ssd-300': () => dense.ssd(300),
  'ssd-512': () => dense.ssd(512),
  'rfcn-50': () => dense.rfcn([3, 4, 6, 3], 600, 850),
  'rfcn-101': () => dense.rfcn([3, 4, 23, 3], 600, 850),
  'fcn-32s': () => dense.fcn(32, 384),
  'fcn-16s': () => dense.fcn(16, 384),
  'deeplab-vgg': () => dense.deeplabVgg(513),
  'deeplab-resnet-101': () => dense.deeplabResnet(513),
  'pose-mpi': () => dense.pose(28, 16, 368),
};
