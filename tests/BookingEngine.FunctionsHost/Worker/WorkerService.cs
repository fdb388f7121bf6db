using BookingEngine.FunctionsHost.Protocol;
using Grpc.Core;

namespace BookingEngine.FunctionsHost.Worker;

/// <summary>The service that the worker connects to, with one stream for its whole life.</summary>
internal sealed class WorkerService(WorkerChannel channel) : FunctionRpc.FunctionRpcBase
{
    public override async Task EventStream(
        IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context)
    {
        var reading = channel.ReceiveAsync(requestStream, context.CancellationToken);
        await channel.TransmitAsync(responseStream, context.CancellationToken);
        await reading;
    }
}
