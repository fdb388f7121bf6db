using System.Globalization;
using System.Text.Json.Nodes;

namespace BookingEngine.FunctionsHost.Queues;

/// <summary>The queue settings of <c>host.json</c>.</summary>
/// <param name="BatchSize">The number of messages to receive at once.</param>
/// <param name="NewBatchThreshold">Another batch is received when at most this number of messages is being handled.</param>
/// <param name="MaximumDequeueCount">The number of tries before a message becomes poison.</param>
/// <param name="VisibilityTimeout">How long a failed message stays hidden.</param>
/// <param name="MaximumPollingInterval">The longest pause between polls of an empty queue.</param>
internal sealed record QueueSettings(
    int BatchSize, int NewBatchThreshold, int MaximumDequeueCount, TimeSpan VisibilityTimeout, TimeSpan MaximumPollingInterval, bool IsBase64)
{
    public static QueueSettings Read(JsonNode? queues)
    {
        var batch = queues?["batchSize"]?.GetValue<int>() ?? 16;
        return new(
            batch,
            queues?["newBatchThreshold"]?.GetValue<int>() ?? batch / 2,
            queues?["maxDequeueCount"]?.GetValue<int>() ?? 5,
            Time(queues?["visibilityTimeout"]) ?? TimeSpan.Zero,
            Time(queues?["maxPollingInterval"]) ?? TimeSpan.FromMinutes(1),
            queues?["messageEncoding"]?.GetValue<string>() is not "none");
    }

    private static TimeSpan? Time(JsonNode? node) => node is null ? null : TimeSpan.Parse(node.GetValue<string>(), CultureInfo.InvariantCulture);
}
