using BookingEngine.Calendars.Events;
using BookingEngine.Guests;
using BookingEngine.Tests.Http;
using BookingEngine.Users;
using BookingEngine.Waitlist;

namespace BookingEngine.Tests.WaitlistPeople;

/// <summary>The page that the link of a waitlist opens.</summary>
public sealed class WaitlistPageTests : RecordedWaitlistTests
{
    [Fact]
    public async Task Opening_a_link_shows_the_offer_and_changes_nothing()
    {
        var entry = await Waitlist.JoinAsync(Ada.Id);
        var offer = await Waitlist.OfferAsync(entry);
        var (calendar, list) = ((await Api.EventsAsync("calendar-chair-1")).Length, (await Api.EventsAsync("waitlist-cut")).Length);

        var page = await OpenAsync(Waitlist.TokenOf(entry, offer.Id));

        Assert.Equal((200, "text/html; charset=utf-8"), (page.Status, page.Header("Content-Type")));
        Assert.All(
            ["A time is free for you", "Monday, 6 May 2030, 10:00, UTC", "Haircut", "We keep it for you until Wednesday, 1 May 2030, 13:00.", "value=\"take\"", "value=\"refuse\"", "value=\"leave\""],
            text => Assert.Contains(text, page.Text, StringComparison.Ordinal));
        Assert.Equal((calendar, list), ((await Api.EventsAsync("calendar-chair-1")).Length, (await Api.EventsAsync("waitlist-cut")).Length));
        Assert.Equal("no-referrer", page.Header("Referrer-Policy"));
    }

    [Fact]
    public async Task The_page_speaks_the_guests_language()
    {
        var entry = await Waitlist.JoinAsync(new Guest("Grace", EmailAddress.TryParse("grace@example.com"), null) { Locale = "fr" });

        Assert.Contains("Vous êtes sur la liste d’attente", (await OpenAsync(Waitlist.TokenOf(entry))).Text.Replace("&#8217;", "’").Replace("&#234;", "ê"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_an_offer_that_is_gone_says_so_and_offers_nothing()
    {
        var entry = await Waitlist.JoinAsync(Ada.Id);
        var offer = await Waitlist.OfferAsync(entry);
        var token = Waitlist.TokenOf(entry, offer.Id);
        Api.Clock.Advance(TimeSpan.FromMinutes(60));

        var expired = await OpenAsync(token);

        AssertGone(expired);
        await Waitlist.LapseAsync(entry, offer.Id);
        var next = await Waitlist.OfferAsync(entry, number: 1);
        AssertGone(await OpenAsync(token));
        Assert.Contains("11:00", (await OpenAsync(Waitlist.TokenOf(entry, next.Id))).Text, StringComparison.Ordinal);
        Assert.Contains("11:00", (await OpenAsync(Waitlist.TokenOf(entry))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closed_entry_has_nothing_to_do()
    {
        var entry = await Waitlist.JoinAsync(Ada.Id);
        await Waitlist.RecordAsync(new EntryLeft(entry));

        var page = await OpenAsync(Waitlist.TokenOf(entry));

        Assert.Equal(200, page.Status);
        Assert.Contains("You are not on the waiting list any more", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AZejwrTVf26KkLHC0-T1BgAAAABw5Q")]
    public async Task A_token_that_is_not_ours_opens_nothing(string token)
    {
        Assert.Equal(400, (await OpenAsync(token)).Status);
        Assert.Equal(400, (await Api.SendAsync(Call.PostForm("/waitlist", ("token", token), ("action", "take")) with { Key = null })).Status);
    }

    [Fact]
    public async Task A_link_of_an_erased_person_opens_nothing()
    {
        var (entry, unknown) = (await Waitlist.JoinAsync(Ada.Id), Waitlist.TokenOf(new EntryId(Guid.CreateVersion7())));
        await Waitlist.RecordAsync(new EntryEnded(entry, EntryEnd.Erased));

        Assert.Equal((400, 400), ((await OpenAsync(Waitlist.TokenOf(entry))).Status, (await OpenAsync(unknown)).Status));
    }

    [Fact]
    public async Task A_form_without_a_clear_action_changes_nothing()
    {
        var entry = await Waitlist.JoinAsync(Ada.Id);
        var offer = await Waitlist.OfferAsync(entry);
        var before = (await Api.EventsAsync("waitlist-cut")).Length;

        var page = await Api.SendAsync(Call.PostForm("/waitlist", ("token", Waitlist.TokenOf(entry, offer.Id)), ("action", "tke")) with { Key = null });

        Assert.Equal(422, page.Status);
        Assert.Contains("It is not clear what to do, so nothing has changed.", page.Text, StringComparison.Ordinal);
        Assert.Equal(before, (await Api.EventsAsync("waitlist-cut")).Length);
    }

    private static void AssertGone(Answer page)
    {
        Assert.Contains("The time that we kept for you is gone. You keep your place on the list.", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"take\"", page.Text, StringComparison.Ordinal);
    }

    private Task<Answer> OpenAsync(string token) => Api.SendAsync(Call.Get($"/waitlist?token={token}") with { Key = null });
}
