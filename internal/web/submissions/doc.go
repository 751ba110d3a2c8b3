// Package submissions shows people what was handed in: the receipts, what each
// brought, what was refused and why; and takes in what they hand in, take back
// or correct in forms. Programs that ask the same addresses are answered by the
// collector's HTTP source. What is checked, and by which rules, is the
// collector's business.
package submissions
