using BookingEngine.Infrastructure.Queues;
using BookingEngine.Ports;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>Who is handed the messages of a queue.</summary>
/// <param name="Function">The handler's name, for the log.</param>
/// <param name="Handle">Gets the text that was sent.</param>
public sealed record QueueHandler(string Queue, string Function, Func<string, CancellationToken, Task> Handle);

/// <summary>Takes messages off a queue and hands them on, as many at once as a batch has. A queue that cannot be reached is looked at
/// again, less and less often.</summary>
public sealed class QueueLoop(IQueueReceiver queues, MessageHandling handling, QueueSettings settings, TimeProvider time, ILogger<QueueLoop> logger)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    public async Task RunAsync(QueueHandler handler, CancellationToken stopping)
    {
        using var atOnce = new SemaphoreSlim(settings.BatchSize);
        try
        {
            while (true)
            {
                await atOnce.WaitAsync(stopping);
                atOnce.Release(); // a place is free, and nobody but this loop takes any
                foreach (var message in await TakeAsync(handler.Queue, atOnce.CurrentCount, stopping))
                {
                    await atOnce.WaitAsync(stopping);
                    _ = HandleAsync(handler, message, atOnce, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What runs is left to end with the process: nothing in the pipeline minds being cut off.
        }
    }

    private async Task<IReadOnlyList<QueuedMessage>> TakeAsync(string queue, int atMost, CancellationToken stopping)
    {
        for (var pause = settings.MaximumPollingInterval; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                return await queues.TakeAsync(queue, atMost, settings.VisibilityTimeout, stopping);
            }
            catch (StoreUnavailableException e)
            {
                logger.QueueUnavailable(e.Message, pause);
                await Task.Delay(pause, time, stopping);
            }
        }
    }

    private async Task HandleAsync(QueueHandler handler, QueuedMessage message, SemaphoreSlim atOnce, CancellationToken stopping)
    {
        try
        {
            await handling.HandleAsync(handler, message, stopping);
        }
        finally
        {
            if (!stopping.IsCancellationRequested)
            {
                atOnce.Release();
            }
        }
    }
}
