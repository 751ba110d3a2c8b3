//go:build !linux

package testbed

import "syscall"

// attributes are none where the kernel does not end what a dead process started.
func attributes() *syscall.SysProcAttr { return nil }

// signal is sent to a server.
func (p *process) signal(s syscall.Signal) error { return p.handle.Signal(s) }
