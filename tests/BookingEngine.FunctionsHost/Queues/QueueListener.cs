using Azure;
using Azure.Storage.Queues.Models;
using BookingEngine.FunctionsHost.Worker;

namespace BookingEngine.FunctionsHost.Queues;

/// <summary>Polls one queue for its function. A message is deleted after a success, hidden after a failure, and becomes poison after the last
/// try.</summary>
internal sealed class QueueListener(
    LoadedFunction function, StorageQueue queue, Invoker invoker, QueueSettings settings, HostOutput output, TimeProvider time)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10); // the duration of the Functions host
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private readonly List<Task> _handling = [];
    private string _trouble = "";

    public async Task RunAsync(CancellationToken stopping)
    {
        var pause = FirstPause;
        while (true)
        {
            var messages = await ReceiveAsync(stopping);
            _handling.AddRange(messages.Select(message => HandleAsync(message, stopping)));
            await WaitForCapacityAsync();
            if (messages.Count > 0)
            {
                pause = FirstPause;
                continue;
            }

            await Task.Delay(pause, time, stopping);
            pause = pause * 2 < settings.MaximumPollingInterval ? pause * 2 : settings.MaximumPollingInterval;
        }
    }

    private async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(CancellationToken stopping)
    {
        try
        {
            var messages = await queue.ReceiveAsync(Lease, stopping);
            _trouble = "";
            return messages;
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            ReportOnce(e.Message.Split('\n')[0]);
            return [];
        }
    }

    private void ReportOnce(string trouble)
    {
        if (trouble != _trouble)
        {
            output.Write($"queue {queue.Name}: {trouble}");
            _trouble = trouble;
        }
    }

    private async Task WaitForCapacityAsync()
    {
        while (_handling.Count > settings.NewBatchThreshold)
        {
            await Task.WhenAny(_handling);
            _handling.RemoveAll(task => task.IsCompleted);
        }
    }

    private async Task HandleAsync(QueueMessage message, CancellationToken stopping)
    {
        try
        {
            var detail = $"queue {queue.Name} try {message.DequeueCount}";
            var running = invoker.RunQueueAsync(function, QueueTriggerData.Of(message), detail, stopping);
            var receipt = await new MessageLease((held, length) => queue.HideAsync(message, held, length), Lease, time).HoldAsync(message, running);
            await FinishAsync(message, receipt, await running);
        }
        catch (RequestFailedException e)
        {
            output.Write($"queue {queue.Name}: message {message.MessageId} is left to be seen again: {e.Message.Split('\n')[0]}");
        }
    }

    private Task FinishAsync(QueueMessage message, string receipt, string? error)
    {
        if (error is null)
        {
            return queue.DeleteAsync(message, receipt);
        }

        return message.DequeueCount >= settings.MaximumDequeueCount
            ? queue.MoveToPoisonAsync(message, receipt)
            : queue.HideAsync(message, receipt, settings.VisibilityTimeout);
    }
}
