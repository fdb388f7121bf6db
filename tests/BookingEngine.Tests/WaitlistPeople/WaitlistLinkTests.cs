using System.Text.Json.Nodes;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.WaitlistPeople;

/// <summary>Taking, refusing and leaving by the link in a mail.</summary>
public sealed class WaitlistLinkTests : WaitingSalon
{
    [Fact]
    public async Task The_link_books_once_and_then_shows_the_booking()
    {
        var entry = await JoinAsync(Stella, ("guest", new JsonObject { ["name"] = "Grace", ["email"] = "grace@example.com" }));
        await FreeAsync();
        var token = await TokenOfMailAsync("grace@example.com");

        var first = await PostAsync(token, ("action", "take"));
        var second = await PostAsync(token);

        Assert.Equal((303, 303), (first.Status, second.Status));
        var done = await OpenAsync(first.Header("Location")!);
        Assert.Contains("Your appointment is confirmed.", done.Text, StringComparison.Ordinal);
        Assert.Contains("Monday, 6 May 2030, 10:00", done.Text, StringComparison.Ordinal);
        Assert.Equal(303, (await OpenAsync($"/waitlist?token={token}")).Status);
        var closed = await Salon.GetAsync(Stella, $"/waitlist/{entry}");
        Assert.Equal("taken", closed.Member("status"));
        Assert.Equal("link", (string?)(await Salon.GetAsync(Stella, $"/bookings/{closed.Member("booking_id")}/history")).Json["entries"]![0]!["by"]);
    }

    [Fact]
    public async Task A_link_gives_no_manage_link_after_those_were_revoked()
    {
        var entry = await JoinAsync(Stella, ("guest", new JsonObject { ["name"] = "Grace", ["email"] = "grace@example.com" }));
        await FreeAsync();
        var token = await TokenOfMailAsync("grace@example.com");
        Assert.Equal(303, (await PostAsync(token, ("action", "take"))).Status);
        var booking = (await Salon.GetAsync(Stella, $"/waitlist/{entry}")).Member("booking_id");
        Assert.Equal(204, (await Salon.SendAsync(Stella, new Call("DELETE", $"/bookings/{booking}/manage-link"))).Status);

        var ofEntry = new RecordedWaitlist(Api).TokenOf(new(Guid.Parse(entry)));
        Answer[] pages = [await PostAsync(token, ("action", "take")), await PostAsync(ofEntry, ("action", "take")), await OpenAsync($"/waitlist?token={token}")];

        Assert.All(pages, page =>
        {
            Assert.Equal((200, null), (page.Status, page.Header("Location")));
            Assert.Contains("You are not on the waiting list any more", page.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_link_refuses_its_offer_and_leaves_the_list()
    {
        var entry = await JoinAsync(Stella, ("guest", new JsonObject { ["name"] = "Grace", ["email"] = "grace@example.com" }));
        await FreeAsync();
        var token = await TokenOfMailAsync("grace@example.com");

        var refused = await PostAsync(token, ("action", "refuse"));
        Assert.Contains("You are on the waiting list", refused.Text, StringComparison.Ordinal);
        Assert.Equal(409, (await PostAsync(token, ("action", "take"))).Status);
        var left = await PostAsync(token, ("action", "leave"));

        Assert.Equal((200, 200), (refused.Status, left.Status));
        Assert.Contains("You are not on the waiting list any more", left.Text, StringComparison.Ordinal);
        Assert.Equal("left", (await Salon.GetAsync(Stella, $"/waitlist/{entry}")).Member("status"));
        Assert.Equal(200, (await PostAsync(token, ("action", "leave"))).Status);
    }

    [Fact]
    public async Task Opening_the_link_does_not_extend_the_offer()
    {
        var entry = await JoinAsync(Ada);
        await FreeAsync();
        var token = await TokenOfMailAsync(Ada);
        var expires = (string)(await Salon.GetAsync(Ada, $"/waitlist/{entry}")).Json["offer"]!["expires_at"]!;
        await OpenAsync($"/waitlist?token={token}");

        Assert.Equal(expires, (string)(await Salon.GetAsync(Ada, $"/waitlist/{entry}")).Json["offer"]!["expires_at"]!);
        Api.Clock.SetUtcNow(DateTimeOffset.Parse(expires, System.Globalization.CultureInfo.InvariantCulture));
        var late = await PostAsync(token, ("action", "take"));
        Assert.Equal(409, late.Status);
        Assert.Contains("This time is no longer kept for you.", late.Text, StringComparison.Ordinal);
    }

    private async Task<string> TokenOfMailAsync(string email)
    {
        await Mailbox.WaitAsync(() =>
        {
            Api.AdvanceOneSecond();
            return Task.FromResult(Api.MailsTo(email).Any(mail => mail.TextBody!.Contains("/waitlist?token=", StringComparison.Ordinal)));
        });
        var offer = Api.MailsTo(email).Last(mail => mail.TextBody!.Contains("/waitlist?token=", StringComparison.Ordinal));
        return offer.TextBody!.ReplaceLineEndings("\n").Split("\n").Single(line => line.Contains("/waitlist?token=", StringComparison.Ordinal)).Split("token=")[1];
    }

    private Task<Answer> OpenAsync(string path) => Api.SendAsync(Call.Get(path) with { Key = null });

    private Task<Answer> PostAsync(string token, params (string, string)[] fields) => Api.SendAsync(Call.PostForm("/waitlist", [("token", token), .. fields]) with { Key = null });
}
