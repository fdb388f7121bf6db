using BookingEngine.Infrastructure.Queues;
using BookingEngine.Ports;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>Invokes queue functions: a message that fails is seen again later, and given up after the last try.</summary>
public sealed class QueueListener(InProcessQueues queues, FunctionInstances instances, IIds ids, QueueSettings settings, ILogger<QueueListener> logger)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        from function in FoundFunction.All
        where function.Trigger is QueueTriggerAttribute
        select ListenAsync(function, queues.Of(((QueueTriggerAttribute)function.Trigger).QueueName), stoppingToken));

    private async Task ListenAsync(FoundFunction function, InProcessQueue queue, CancellationToken stopping)
    {
        await Task.Yield();
        using var atOnce = new SemaphoreSlim(settings.BatchSize);
        try
        {
            while (true)
            {
                await atOnce.WaitAsync(stopping);
                _ = InvokeAsync(function, queue, await queue.TakeAsync(stopping), atOnce, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What runs is left to end with the process: nothing in the pipeline minds being cut off.
        }
    }

    private async Task InvokeAsync(FoundFunction function, InProcessQueue queue, QueuedMessage message, SemaphoreSlim atOnce, CancellationToken stopping)
    {
        try
        {
            var context = new FunctionContext(ids.Next().ToString(), stopping);
            await function.InvokeAsync(instances.Of(function), message.Text, context, _ => null);
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            PutAsideAfter(e, function, queue, message);
        }
        finally
        {
            if (!stopping.IsCancellationRequested)
            {
                atOnce.Release();
            }
        }
    }

    private void PutAsideAfter(Exception e, FoundFunction function, InProcessQueue queue, QueuedMessage message)
    {
        if (message.DequeueCount < settings.MaximumDequeueCount)
        {
            logger.MessageFailed(function.Name, message.DequeueCount, e);
            queue.Put(message, settings.RetryAfter);
        }
        else
        {
            logger.MessageGivenUp(function.Name, message.DequeueCount, e);
            queue.GiveUp(message);
        }
    }
}
