using BookingEngine.Webhooks.Deliveries;
using BookingEngine.Webhooks.Endpoints;
using NodaTime;

namespace BookingEngine.Tests.Webhooks;

public sealed class WebhookDaysTests
{
    public static TheoryData<int> Seeds => [1, 2, 3];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task With_crashes_and_failures_each_payload_arrives_in_order(int seed)
    {
        var days = new WebhookDays(seed);

        await days.RunAsync(days: 6);

        var expected = await days.ExpectedAsync();
        Assert.True(expected.Count > 100 && days.Crashes > 20, $"{expected.Count} payloads and {days.Crashes} crashes prove nothing.");
        Assert.Equal(expected.Select(p => p.Id).Order(StringComparer.Ordinal), days.Accepted.Select(a => a.Request.Id).Distinct().Order(StringComparer.Ordinal));
        foreach (var about in days.Accepted.DistinctBy(a => a.Request.Id).GroupBy(a => (string)a.Request.Json["data"]!["id"]!))
        {
            Assert.Equal(Enumerable.Range(1, about.Count()).Select(n => (long)n), about.Select(a => a.Request.Sequence));
        }

        Assert.Contains(expected, p => p.Sequence > 3);
        Assert.Equal(days.Deliveries.Count, days.Deliveries.Select(d => (d.EndpointId, d.Id)).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_dead_endpoint_is_disabled_once_with_one_mail_and_one_event(int seed)
    {
        var days = new WebhookDays(seed);

        await days.RunAsync(days: 6);

        var disabled = Assert.Single(days.Events, e => e.Event is WebhookDisabled);
        Assert.Equal($"https://{WebhookDays.Dead}/in", ((WebhookDisabled)disabled.Event).Definition.Url);
        Assert.InRange(disabled.Metadata.RecordedAt - days.DeadRequests[0], Duration.FromDays(5), Duration.FromDays(6));
        Assert.All(days.DeadRequests, at => Assert.True(at <= disabled.Metadata.RecordedAt));
        Assert.Single(days.Mails.Where(m => m.Subject.Contains(WebhookDays.Dead, StringComparison.Ordinal)).DistinctBy(m => m.MessageId));
        Assert.Single(days.Accepted.Where(a => a.Request.Type == "webhook.disabled").DistinctBy(a => a.Request.Id));
        Assert.DoesNotContain(days.Deliveries, d => d.State is WebhookDeliveryState.Pending);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task A_dead_endpoint_delays_no_other_one(int seed)
    {
        var days = new WebhookDays(seed);

        await days.RunAsync(days: 6);

        // Only a lost message, found by the next sweep, or an earlier payload about the booking may take longer.
        var delays = (await days.ExpectedAsync()).Where(p => p.Sequence == 1).Select(p => days.FirstSeen[p.Id] - p.At).Order().ToList();
        Assert.InRange(delays[delays.Count / 2], Duration.Zero, Duration.FromMinutes(1));
        Assert.InRange(delays[^1], Duration.Zero, Duration.FromMinutes(15));
    }
}
