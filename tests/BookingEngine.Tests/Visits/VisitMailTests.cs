using System.Text.Json.Nodes;
using BookingEngine.Tests.BookingMails;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.Visits;

/// <summary>What mails, entries, feeds, pages and events say of a visit: chair-1, then chair-2, then chair-1 again.</summary>
public sealed class VisitMailTests : SalonTests
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Salon.ServiceAsync("wash", ("name", "Wash"), ("duration", 20), ("resource_ids", new JsonArray("chair-1")));
        await Salon.ServiceAsync("trim", ("name", "Trim"), ("duration", 30), ("resource_ids", new JsonArray("chair-2")));
        var segments = new JsonArray(Segment("wash"), Segment("trim"), Segment("wash"));
        await Salon.ServiceAsync("cut", ("name", "All of it"), ("duration", null), ("resource_ids", null), ("segments", segments));
    }

    [Fact]
    public async Task A_mail_has_one_entry_for_the_visit_and_lists_its_parts()
    {
        var id = (await Salon.BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("resource_id", null))).Member("id");
        var mail = Assert.Single(await Api.WaitForMailsAsync(SalonFixture.Ada, 1));
        foreach (var part in new[] { "10:00 Wash, ", "10:20 Trim, ", "10:50 Wash, " })
        {
            Assert.Contains(part, mail.TextBody, StringComparison.Ordinal);
        }

        var entry = MailedEntry.Of(mail)!;
        Assert.Equal((id, "20300506T100000Z", "20300506T111000Z"), (entry["UID"], entry["DTSTART"], entry["DTEND"]));
        Assert.Contains("10:20 Trim", entry["DESCRIPTION"], StringComparison.Ordinal);
        await Salon.RescheduleAsync(SalonFixture.Ada, id, SalonFixture.Eleven);
        var moved = MailedEntry.Of((await Api.WaitForMailsAsync(SalonFixture.Ada, 2))[1])!;
        Assert.Equal(((id, 1, "CONFIRMED"), "20300506T121000Z"), (moved.Version, moved["DTEND"]));
        Assert.Contains("11:20 Trim", moved["DESCRIPTION"], StringComparison.Ordinal);
        await Salon.PostAsync(SalonFixture.Ada, $"/bookings/{id}/cancel");
        Assert.Equal("CANCEL", MailedEntry.Of((await Api.WaitForMailsAsync(SalonFixture.Ada, 3))[2])!.Method);
    }

    [Fact]
    public async Task A_feed_of_a_resource_is_busy_for_its_own_parts()
    {
        await Salon.BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("resource_id", null));
        var busy = await FeedAsync("/resources/chair-1/feeds", isBusyOnly: true);
        Assert.Equal(["DTSTART:20300506T100000Z", "DTSTART:20300506T105000Z"], LinesOf(busy, "DTSTART"));
        Assert.Equal(["DTEND:20300506T102000Z", "DTEND:20300506T111000Z"], LinesOf(busy, "DTEND"));
        Assert.Equal(2, LinesOf(busy, "UID").Distinct().Count());
        Assert.Equal(["DTSTART:20300506T102000Z"], LinesOf(await FeedAsync("/resources/chair-2/feeds", isBusyOnly: true), "DTSTART"));
        var named = await FeedAsync("/resources/chair-2/feeds", isBusyOnly: false);
        Assert.Equal(["DTSTART:20300506T100000Z"], LinesOf(named, "DTSTART"));
        Assert.Contains("10:20 Trim", Assert.Single(LinesOf(named, "DESCRIPTION")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_events_and_export_have_the_parts()
    {
        var id = (await Salon.BookAsync(SalonFixture.Ada, SalonFixture.Ten, ("resource_id", null))).Member("id");
        Salon.Clock.Advance(TimeSpan.FromSeconds(30));
        var then = Salon.Clock.GetUtcNow();
        Salon.Clock.Advance(TimeSpan.FromSeconds(30));
        await Salon.RescheduleAsync(SalonFixture.Ada, id, SalonFixture.Eleven);
        var before = await Salon.GetAsync(SalonFixture.Ada, $"/bookings/{id}?as_of={then:yyyy-MM-ddTHH:mm:ssZ}");
        Assert.True(before.Status == 200, before.Text);
        Assert.Equal(SalonFixture.Ten, before.Json["segments"]![0]!["start"]!.GetValue<string>());
        var exported = (await Salon.GetAsync(SalonFixture.Ada, "/users/me/export")).Json["bookings"]!.AsArray();
        Assert.Equal(3, Assert.Single(exported)!["booking"]!["segments"]!.AsArray().Count);
        var events = (await Salon.GetAsync(SalonFixture.Admin, "/events?types=booking.confirmed.v1,booking.rescheduled.v1")).Text;
        Assert.Contains("\"segments\":[{\"service_id\":\"wash\",\"resource_id\":\"chair-1\",\"start\":\"2030-05-06T10:00:00Z\"", events, StringComparison.Ordinal);
        Assert.Contains("\"start\":\"2030-05-06T11:20:00Z\"", events, StringComparison.Ordinal);
    }

    private async Task<string> FeedAsync(string route, bool isBusyOnly)
    {
        var made = await Salon.PostAsync(SalonFixture.Admin, route, ("busy_only", isBusyOnly));
        Assert.Equal(201, made.Status);
        return (await Api.SendAsync(Call.Get(new Uri(made.Member("url")).AbsolutePath) with { Key = null })).Text.Replace("\r\n ", "", StringComparison.Ordinal);
    }

    private static string[] LinesOf(string feed, string name) =>
        [.. feed[feed.IndexOf("BEGIN:VEVENT", StringComparison.Ordinal)..].Split("\r\n").Where(line => line.StartsWith(name, StringComparison.Ordinal))];

    private static JsonObject Segment(string service) => new() { ["service_id"] = service };
}
