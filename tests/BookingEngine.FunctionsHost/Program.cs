using BookingEngine.FunctionsHost;

// The worker gets its time to end after a signal, so the host must not be cut off by the parser's default of two seconds.
return await HostCommand.Create().Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
