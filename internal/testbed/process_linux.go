package testbed

import "syscall"

// attributes put a server into a process group of its own, and have the kernel
// end it if the test's process ends without doing so, as on a panic.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// signal is sent to a server and all it has started.
func (p *process) signal(s syscall.Signal) error { return syscall.Kill(-p.pid, s) }
