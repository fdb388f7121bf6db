using System.Globalization;
using System.Text.Json.Nodes;

namespace BookingEngine.LocalHost.Hosting;

/// <summary>What <c>host.json</c> says of queues: this host keeps to the same numbers as the Functions host.</summary>
/// <param name="BatchSize">Messages of one queue at once.</param>
/// <param name="MaximumDequeueCount">How often a message is tried.</param>
/// <param name="VisibilityTimeout">How long a message that failed, or whose host died, is not seen.</param>
/// <param name="MaximumPollingInterval">The longest time between two looks at an empty queue.</param>
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
