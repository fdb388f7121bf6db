using System.Net;
using BookingEngine.FunctionsHost.Http;
using BookingEngine.FunctionsHost.Queues;
using BookingEngine.FunctionsHost.Timers;
using BookingEngine.FunctionsHost.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace BookingEngine.FunctionsHost;

/// <summary>One run of the host, from the start of the worker to its end.</summary>
internal sealed class HostRun(RunOptions options, TimeProvider time)
{
    private readonly HostOutput _output = new(time);
    private readonly HostJson _hostJson = HostJson.Read(options);

    /// <returns>The exit code: 0 after a cancellation, 1 after a failed start or when the worker ends by itself.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        WorkerChannel channel = new(_output, options.Verbose);
        await using var server = await StartGrpcAsync(channel);
        await using FunctionWorker worker = new(options, channel, _output, time);
        try
        {
            await worker.StartAsync(new Uri(server.Urls.Single()), cancellation);
            return await ServeAsync(worker, cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (e is WorkerException or IOException or TimeoutException)
        {
            _output.Write($"cannot start: {e.Message}");
            return 1;
        }
    }

    private async Task<int> ServeAsync(FunctionWorker worker, CancellationToken cancellation)
    {
        Invoker invoker = new(worker, _output, time);
        await using var front = new HttpFront(options, _hostJson, worker, invoker).Build();
        await front.StartAsync(cancellation);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] listeners =
        [
            Task.Delay(Timeout.Infinite, stopping.Token),
            .. QueueListeners(worker, invoker, stopping.Token),
            .. TimerListeners(worker, invoker, stopping.Token),
        ];
        _output.Write($"ready on {front.Urls.Single()}");

        var ended = await Task.WhenAny([worker.Exited, .. listeners]);
        _output.Write(cancellation.IsCancellationRequested ? "stopping" : ended.Exception?.ToString() ?? "the worker ended by itself");
        await front.StopAsync(CancellationToken.None); // answers running requests
        await stopping.CancelAsync();
        await Task.WhenAll(listeners).ContinueWith(_ => { }, TaskScheduler.Default);
        return cancellation.IsCancellationRequested ? 0 : 1;
    }

    private IEnumerable<Task> QueueListeners(FunctionWorker worker, Invoker invoker, CancellationToken stopping) => options.Queues is not { } account
        ? []
        : from function in worker.Functions
          where function.Has("queueTrigger") && options.QueueFunctions?.Contains(function.Name) != false
          let queue = new StorageQueue(account, function.TriggerText("queueName"), _hostJson.Queues)
          select new QueueListener(function, queue, invoker, _hostJson.Queues, _output, time).RunAsync(stopping);

    private IEnumerable<Task> TimerListeners(FunctionWorker worker, Invoker invoker, CancellationToken stopping) =>
        from function in worker.Functions
        where options.HasTimers && function.Has("timerTrigger")
        let listener = new TimerListener(
            function.TriggerText("schedule"), (status, cancellation) => invoker.RunTimerAsync(function, status, "on schedule", cancellation), time)
        select listener.RunAsync(stopping);

    private static async Task<WebApplication> StartGrpcAsync(WorkerChannel channel)
    {
        var builder = WebServer.CreateBuilder(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddSingleton(channel);
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        var server = builder.Build();
        server.MapGrpcService<WorkerService>();
        await server.StartAsync();
        return server;
    }
}
