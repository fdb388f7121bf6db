using BookingEngine.Ports;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>Invokes queue functions. Each function has its own loop.</summary>
public sealed class QueueListener(QueueLoop loop, FunctionInstances instances, IIds ids) : StartedService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        from function in FoundFunction.All
        where function.Trigger is QueueTriggerAttribute
        select ListenAsync(function, ((QueueTriggerAttribute)function.Trigger).QueueName, stoppingToken));

    private async Task ListenAsync(FoundFunction function, string queue, CancellationToken stopping)
    {
        await Task.Yield();
        await loop.RunAsync(new QueueHandler(queue, function.Name, (text, cancellation) => InvokeAsync(function, text, cancellation)), stopping);
    }

    private Task InvokeAsync(FoundFunction function, string text, CancellationToken cancellation) =>
        function.InvokeAsync(instances.Of(function), text, new LocalInvocation(ids, cancellation), _ => null);
}
