using BookingEngine.FunctionsHost;

// The worker has time to stop after a signal. The parser's default of two seconds would cut the host off.
return await HostCommand.Create().Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
