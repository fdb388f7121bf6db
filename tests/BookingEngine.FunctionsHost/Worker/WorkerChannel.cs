using System.Collections.Concurrent;
using System.Threading.Channels;
using BookingEngine.FunctionsHost.Protocol;
using Grpc.Core;

namespace BookingEngine.FunctionsHost.Worker;

/// <summary>Exchanges messages with the worker and matches responses to requests.</summary>
internal sealed class WorkerChannel(HostOutput output, bool isVerbose)
{
    private readonly Channel<StreamingMessage> _outgoing = Channel.CreateUnbounded<StreamingMessage>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<string, TaskCompletionSource<StreamingMessage>> _pending = new();
    private volatile WorkerException? _end;

    public void Send(StreamingMessage message) => _outgoing.Writer.TryWrite(message);

    /// <summary>Sends a request. The response has the same request id.</summary>
    public Task<StreamingMessage> AskAsync(StreamingMessage question)
    {
        question.RequestId = Guid.CreateVersion7().ToString();
        var answer = ExpectAsync(question.RequestId);
        Send(question);
        return answer;
    }

    /// <summary>Waits for the message with this request, invocation or worker id. Call it before sending the request.</summary>
    public Task<StreamingMessage> ExpectAsync(string id)
    {
        var pending = _pending[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_end is { } end)
        {
            pending.TrySetException(end);
        }

        return pending.Task;
    }

    /// <summary>Fails all current and later waits for a response.</summary>
    public void Fail(string why)
    {
        _end = new WorkerException(why);
        foreach (var pending in _pending.Values)
        {
            pending.TrySetException(_end);
        }
    }

    public void Complete() => _outgoing.Writer.TryComplete();

    public async Task ReceiveAsync(IAsyncStreamReader<StreamingMessage> incoming, CancellationToken cancellation)
    {
        try
        {
            await foreach (var message in incoming.ReadAllAsync(cancellation))
            {
                Receive(message);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The worker is gone, which its process reports.
        }
    }

    public async Task TransmitAsync(IServerStreamWriter<StreamingMessage> stream, CancellationToken cancellation)
    {
        try
        {
            await foreach (var message in _outgoing.Reader.ReadAllAsync(cancellation))
            {
                await stream.WriteAsync(message, cancellation);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            // The worker is gone, which its process reports.
        }
    }

    private void Receive(StreamingMessage message)
    {
        if (message.RpcLog is { } log)
        {
            Print(log);
            return;
        }

        var id = message.InvocationResponse?.InvocationId ?? message.StartStream?.WorkerId ?? message.RequestId;
        if (_pending.TryRemove(id, out var pending))
        {
            pending.TrySetResult(message);
        }
    }

    private void Print(RpcLog log)
    {
        if (log.LogCategory != RpcLog.Types.Category.CustomMetric && (isVerbose || log.Level >= RpcLog.Types.Level.Warning))
        {
            output.Write($"[{log.Level}] {log.Category}: {log.Message}{(log.Exception is { } e ? $" | {e.Message}" : "")}");
        }
    }
}
