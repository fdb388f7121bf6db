using BookingEngine.FunctionsHost.Protocol;
using Grpc.Core;

namespace BookingEngine.FunctionsHost.Worker;

/// <summary>The service to which the worker connects with one stream.</summary>
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
