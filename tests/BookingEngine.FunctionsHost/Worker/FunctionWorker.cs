using System.Diagnostics;
using BookingEngine.FunctionsHost.Protocol;
using Google.Protobuf.WellKnownTypes;

namespace BookingEngine.FunctionsHost.Worker;

/// <summary>The worker process that runs the function app's functions.</summary>
internal sealed class FunctionWorker(RunOptions options, WorkerChannel channel, HostOutput output, TimeProvider time) : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5); // the grace period of the Functions host
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);
    private WorkerProcess? _process;

    public IReadOnlyList<LoadedFunction> Functions { get; private set; } = [];

    /// <summary>The address to which HTTP requests are forwarded.</summary>
    public Uri HttpUri { get; private set; } = null!;

    public Task Exited => _process!.Exited;

    public async Task StartAsync(Uri grpc, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7().ToString();
        var started = channel.ExpectAsync(id);
        output.Write("starting the worker");
        _process = WorkerProcess.Start(options, grpc, id, output);
        _ = _process.Exited.ContinueWith(exit => channel.Fail($"The worker ended with {exit.Result}."), TaskScheduler.Default);
        await started.WaitAsync(StartTimeout, time, cancellation);
        Handshake handshake = new(channel, options.AppFolder);
        HttpUri = await handshake.InitializeAsync().WaitAsync(StartTimeout, time, cancellation);
        Functions = await handshake.LoadAsync().WaitAsync(StartTimeout, time, cancellation);
        foreach (var function in Functions)
        {
            var failure = function.LoadError is { } error ? $" NOT LOADED: {error}" : "";
            output.Write($"function {function.Name} [{function.TriggerText("type")}]{failure}");
        }
    }

    /// <summary>Invokes a function and waits for its end. A cancellation reaches the function.</summary>
    /// <returns>The error, or null after a success.</returns>
    public async Task<string?> InvokeAsync(Invocation invocation, CancellationToken cancellation)
    {
        if (invocation.Function.LoadError is { } error)
        {
            return error;
        }

        var answer = channel.ExpectAsync(invocation.Id);
        channel.Send(new() { InvocationRequest = RequestOf(invocation) });
        await using var registration = cancellation.UnsafeRegister(
            _ => channel.Send(new() { InvocationCancel = new() { InvocationId = invocation.Id } }), null);
        try
        {
            return (await answer).InvocationResponse.Result.Error();
        }
        catch (WorkerException e)
        {
            return e.Message;
        }
    }

    /// <summary>The first line of a text, or the whole text with the verbose option.</summary>
    public string Shorten(string text) => options.Verbose ? text : text.Split('\n')[0].TrimEnd();

    /// <summary>Stops the worker, and kills it after the grace period.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is null)
        {
            return;
        }

        channel.Send(new() { WorkerTerminate = new() { GracePeriod = Duration.FromTimeSpan(Grace) } });
        await ((Task)_process.Exited).WaitAsync(Grace, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_process.Exited.IsCompleted)
        {
            output.Write($"killing the worker after {Grace.TotalSeconds} s");
            _process.Kill();
        }

        output.Write($"the worker ended with {await _process.Exited}");
        channel.Complete();
        _process.Dispose();
    }

    private static InvocationRequest RequestOf(Invocation invocation) => new()
    {
        InvocationId = invocation.Id,
        FunctionId = invocation.Function.Metadata.FunctionId,
        InputData = { new ParameterBinding { Name = invocation.Function.TriggerText("name"), Data = invocation.Trigger } },
        TriggerMetadata = { invocation.Metadata },
        TraceContext = new() { TraceParent = Activity.Current?.Id ?? "", TraceState = Activity.Current?.TraceStateString ?? "" },
    };
}
