"""What an expert writes by hand in NumPy for one network: the measure of everything here.

Every call writes into an array that is there; an example is a column; a last row of ones carries the bias; all parameters are one
array, all gradients another. The loss is not computed: hand-written code that only trains doesn't need it.
"""

# ruff: noqa: E702, N806
import numpy as np

add, sub, mul, div, dot = np.add, np.subtract, np.multiply, np.divide, np.dot
neg, exp, tanh, rec, sign, maximum = np.negative, np.exp, np.tanh, np.reciprocal, np.sign, np.maximum


class Handwritten:
    def __init__(self, workload):
        self.w, self.i = workload, 0
        self.dtype, self.count = workload.dtype, workload.inputs.shape[1]
        size = sum(w.size + b.size for w, b in zip(workload.weights, workload.biases, strict=True))
        self.P, self.G, self.tmp = (np.zeros(size, self.dtype) for _ in range(3))
        self.A, self.g, k = [], [], 0
        for w, b in zip(workload.weights, workload.biases, strict=True):
            shape, stop = (len(b), len(w) + 1), k + w.size + b.size
            self.A.append(self.P[k:stop].reshape(shape))
            self.g.append(self.G[k:stop].reshape(shape))
            self.A[-1][:, :-1], self.A[-1][:, -1], k = w.T, b, stop
        ones = np.ones((1, self.count), self.dtype)
        pairs = zip(workload.inputs, workload.targets, strict=True)
        columns = [(np.ascontiguousarray(np.concatenate([x.T, ones])), np.ascontiguousarray(t.T)) for x, t in pairs]
        self.batches = [(x, x.T, t) for x, t in columns]
        self.rate, self.one, self.zero = (np.array(v, self.dtype) for v in (workload.rate / self.count, 1, 0))

    def stack(self, widths, fill=0.0):
        flat, parts, k = np.full(sum(widths) * self.count, fill, self.dtype), [], 0
        for width in widths:
            parts.append(flat[k : k + width * self.count].reshape(width, self.count))
            k += width * self.count
        return flat, parts

    def parameters(self):
        return self.P


class TwoTwoTwo(Handwritten):
    def run(self, n):
        P, G, tmp, one, (A1, A2), (g1, g2) = self.P, self.G, self.tmp, self.one, self.A, self.g
        rate = np.full((4, 3), self.w.rate)
        rate[:, 2] = 0
        rate = rate.ravel()
        xrow, t = self.batches[0][0].T.copy(), self.batches[0][2].ravel()
        x = xrow.ravel()
        Y, D = np.ones(5), np.empty(5)
        ha, h, o, hrow, sh, so = Y[:3], Y[:2], Y[3:], Y[None, :3], D[:2], D[3:]
        z1, z2, d1a, d2 = np.empty(2), np.empty(2), np.empty(3), np.empty(2)
        d1 = d1a[:2]
        A2T, d1c, d2c = A2.T, d1[:, None], d2[:, None]
        for _ in range(n):
            dot(A1, x, z1); neg(z1, z1); exp(z1, z1); add(z1, one, z1); rec(z1, h)
            dot(A2, ha, z2); neg(z2, z2); exp(z2, z2); add(z2, one, z2); rec(z2, o)
            sub(one, Y, D); mul(D, Y, D)
            sub(o, t, d2); mul(d2, so, d2)
            dot(d2c, hrow, g2); dot(A2T, d2, d1a); mul(d1, sh, d1)
            dot(d1c, xrow, g1)
            mul(G, rate, tmp); sub(P, tmp, P)


class Circle(Handwritten):
    def run(self, n):
        P, G, tmp, rate, one, (A1, A2, A3), (g1, g2, g3) = self.P, self.G, self.tmp, self.rate, self.one, self.A, self.g
        Y, (h1a, h2a, o) = self.stack([5, 3, 1], 1)
        S, (s1, s2, s3) = self.stack([5, 3, 1])
        h1, h2, s1, s2, h1T, h2T = h1a[:4], h2a[:2], s1[:4], s2[:2], h1a.T, h2a.T
        _, (z1, z2, z3, d1a, d2a, d3) = self.stack([4, 2, 1, 5, 3, 1])
        d1, d2, A2T, A3T = d1a[:4], d2a[:2], A2.T, A3.T
        batches = self.batches
        for k in range(self.i, self.i + n):
            x, xT, t = batches[k % len(batches)]
            dot(A1, x, z1); tanh(z1, h1); dot(A2, h1a, z2); tanh(z2, h2); dot(A3, h2a, z3); tanh(z3, o)
            mul(Y, Y, S); sub(one, S, S)
            sub(o, t, d3); mul(d3, s3, d3)
            dot(d3, h2T, g3); dot(A3T, d3, d2a); mul(d2, s2, d2)
            dot(d2, h1T, g2); dot(A2T, d2, d1a); mul(d1, s1, d1)
            dot(d1, xT, g1)
            mul(G, rate, tmp); sub(P, tmp, P)
        self.i = (self.i + n) % len(batches)


class Classifier(Handwritten):
    def run(self, n):
        P, G, tmp, rate, zero, (A1, A2), (g1, g2) = self.P, self.G, self.tmp, self.rate, self.zero, self.A, self.g
        hidden, classes = len(A1), len(A2)
        _, (ha,) = self.stack([hidden + 1], 1)
        _, (z1, z2, da, m) = self.stack([hidden, classes, hidden + 1, 1])
        h, haT, d1, A2T, ones, row = ha[:hidden], ha.T, da[:hidden], A2.T, np.ones((1, classes), self.dtype), m[0]
        batches, top = self.batches, maximum.reduce
        for k in range(self.i, self.i + n):
            x, xT, t = batches[k % len(batches)]
            dot(A1, x, z1); maximum(z1, zero, out=h); dot(A2, ha, z2)
            top(z2, 0, None, row); sub(z2, row, z2); exp(z2, z2)
            dot(ones, z2, m); div(z2, row, z2); sub(z2, t, z2)
            dot(z2, haT, g2); dot(A2T, z2, da)
            sign(h, z1); mul(d1, z1, d1)
            dot(d1, xT, g1)
            mul(G, rate, tmp); sub(P, tmp, P)
        self.i = (self.i + n) % len(batches)


class Deep(Handwritten):
    def run(self, n):
        P, G, tmp, rate, one, A, g = self.P, self.G, self.tmp, self.rate, self.one, self.A, self.g
        widths = [len(a) for a in A[:-1]]
        Y, ya = self.stack([k + 1 for k in widths], 1)
        S, sa = self.stack([k + 1 for k in widths])
        _, z = self.stack(widths)
        _, da = self.stack([*(k + 1 for k in widths), len(A[-1])])
        d = [a[:-1] for a in da[:-1]] + da[-1:]
        d0, dl, z0, y0, A1, g1, Al, yl = d[0], d[-1], z[0], ya[0][:-1], A[0], g[0], A[-1], ya[-1]
        forward = [(A[k], ya[k - 1], z[k], ya[k][:-1]) for k in range(1, len(widths))]
        back = [(d[k], ya[k - 1].T, g[k], A[k].T, da[k - 1], d[k - 1], sa[k - 1][:-1]) for k in range(len(widths), 0, -1)]
        batches = self.batches
        for k in range(self.i, self.i + n):
            x, xT, t = batches[k % len(batches)]
            dot(A1, x, z0); tanh(z0, y0)
            for a, before, zz, out in forward:
                dot(a, before, zz); tanh(zz, out)
            dot(Al, yl, dl); sub(dl, t, dl)
            mul(Y, Y, S); sub(one, S, S)
            for dk, yT, gk, aT, full, dn, sn in back:
                dot(dk, yT, gk); dot(aT, dk, full); mul(dn, sn, dn)
            dot(d0, xT, g1)
            mul(G, rate, tmp); sub(P, tmp, P)
        self.i = (self.i + n) % len(batches)


HANDWRITTEN = {"W1": TwoTwoTwo, "W2": Circle, "W3": Classifier, "W4": Classifier, "W6": Deep}
