using System.Globalization;
using System.Text.Json.Nodes;

namespace BookingEngine.Tests.Functions;

/// <summary>What <c>host.json</c> must contain.</summary>
public sealed class HostSettingsTests
{
    private static readonly JsonNode Host = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "host.json")))!;

    private static JsonNode Queues => Host["extensions"]!["queues"]!;

    [Fact]
    public void Routes_start_at_the_root() => Assert.Equal("", (string)Host["extensions"]!["http"]!["routePrefix"]!);

    [Fact]
    public void Messages_are_read_as_base64_as_they_are_sent() => Assert.Equal("base64", (string)Queues["messageEncoding"]!);

    [Fact]
    public void A_queue_is_polled_every_two_seconds() => Assert.Equal(TimeSpan.FromSeconds(2), Time("maxPollingInterval"));

    // The default delay of zero would use up all tries within seconds.
    [Fact]
    public void A_failed_message_waits_and_becomes_poison_after_a_few_tries()
    {
        Assert.InRange(Time("visibilityTimeout"), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(30));
        Assert.InRange((int)Queues["maxDequeueCount"]!, 5, 8);
    }

    // The host would record whole addresses. Some contain a secret, and with older clients a token and a password.
    [Fact]
    public void The_host_records_no_requests()
    {
        Assert.Equal("None", (string)Host["logging"]!["logLevel"]!["Host.Results"]!);
        Assert.Null(Host["telemetryMode"]);
    }

    private static TimeSpan Time(string name) => TimeSpan.Parse((string)Queues[name]!, CultureInfo.InvariantCulture);
}
