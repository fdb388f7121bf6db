using System.Collections.Immutable;
using BookingEngine.Functions.Webhooks.Events;
using BookingEngine.Privacy;
using BookingEngine.Tests.Http;
using BookingEngine.Webhooks.Feed;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace BookingEngine.Tests.Webhooks;

/// <summary>The feed of events through the API.</summary>
public sealed class EventsTests(WebhookApi api) : IClassFixture<WebhookApi>
{
    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_broken_cursor_is_refused_and_never_begins_anew(string cursor)
    {
        var refused = await api.GetAsync($"/events?after={cursor}");

        Assert.Equal((400, "cursor_invalid"), (refused.Status, refused.Member("code")));
    }

    [Fact]
    public async Task The_largest_cursor_fits_into_an_address()
    {
        var streams = Enumerable.Range(0, FeedCursor.MostStreams).ToImmutableSortedDictionary(n => ulong.MaxValue - (ulong)n, n => (1L << 47) - 1 - n);
        var full = new FeedCursor(Instant.FromUtc(2030, 5, 1, 12, 0), streams);
        var cursor = api.Api.Services.GetRequiredService<EventCursors>().Write(full);

        Assert.InRange(cursor.Length, 3_000, EventCursors.MaximumLength);
        Assert.Equal(200, (await api.GetAsync($"/events?after={cursor}")).Status);
    }

    [Fact]
    public async Task A_person_whose_key_is_lost_is_held_back_and_comes_after_the_repair()
    {
        var (lost, other) = (await api.Api.NewPersonAsync(), await api.Api.NewPersonAsync());
        var keys = api.Api.Services.GetRequiredService<IStoredPersonKeys>();
        var key = (await keys.FindAsync($"{lost.Id}", CancellationToken.None))!;
        var unopened = new DataKey([.. Enumerable.Repeat((byte)7, DataKey.Size)]).Wrap($"{lost.Id}", key);
        Assert.True(await keys.TryReplaceAsync(new StoredPersonKey($"{lost.Id}", key), unopened));

        var broken = await api.GetAsync("/events?include_personal=true&limit=100");

        Assert.Equal((200, 1), (broken.Status, (int)broken.Json["held_back"]!));
        Assert.Contains($"{other.Id}", broken.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"{lost.Id}", broken.Text, StringComparison.Ordinal);
        Assert.True(await keys.TryReplaceAsync(new StoredPersonKey($"{lost.Id}", unopened), key));
        var repaired = await api.GetAsync($"/events?include_personal=true&after={broken.Member("next_cursor")}");
        Assert.Null(repaired.Json["held_back"]);
        Assert.Equal([$"{lost.Id}"], repaired.Json["events"]!.AsArray().Where(e => (string)e!["type"]! == "user.registered").Select(e => (string)e!["data"]!["id"]!));
        Assert.DoesNotContain($"{other.Id}", repaired.Text, StringComparison.Ordinal);
    }
}
