using System.Globalization;
using System.Text.Json.Nodes;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>The queue settings of <c>host.json</c>, so that this host uses the same values as the Functions host.</summary>
/// <param name="BatchSize">The number of messages of one queue that are handled in parallel.</param>
/// <param name="MaximumDequeueCount">The number of tries of a message.</param>
/// <param name="VisibilityTimeout">How long a message stays hidden after a failure or a crash of its host.</param>
/// <param name="MaximumPollingInterval">The longest time between two polls of an empty queue.</param>
public sealed record QueueSettings(int BatchSize, int MaximumDequeueCount, TimeSpan VisibilityTimeout, TimeSpan MaximumPollingInterval)
{
    public static QueueSettings Read()
    {
        var json = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")))!["extensions"]!["queues"]!;
        return new QueueSettings(
            (int)json["batchSize"]!, (int)json["maxDequeueCount"]!, Time(json["visibilityTimeout"]!), Time(json["maxPollingInterval"]!));
    }

    private static TimeSpan Time(JsonNode node) => TimeSpan.Parse((string)node!, CultureInfo.InvariantCulture);
}
