using System.Text.Json.Nodes;
using BookingEngine.Calendars.Events;
using BookingEngine.EventSourcing;
using BookingEngine.Guests;
using BookingEngine.Notifications;
using BookingEngine.Tests.Branding;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using BookingEngine.Users;
using BookingEngine.Waitlist;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.WaitlistPeople;

/// <summary>Who is told what while waiting.</summary>
public sealed class WaitlistMailTests : RecordedWaitlistTests
{
    [Fact]
    public async Task An_offer_is_mailed_with_its_link_and_its_end_in_local_time()
    {
        var entry = await Waitlist.JoinAsync(Ada.Id);
        var offer = await Waitlist.OfferAsync(entry);

        var mail = (await Api.WaitForMailsAsync(Ada.Email, 1)).Single();

        Assert.Equal("A place is free: Monday, 6 May 2030, 10:00", mail.Subject);
        var link = $"{RunningApi.Issuer}/waitlist?token={Waitlist.TokenOf(entry, offer.Id)}";
        Assert.All([mail.TextBody!, mail.HtmlBody!], body =>
        {
            Assert.Contains("We keep it for you until Wednesday, 1 May 2030, 13:00.", body, StringComparison.Ordinal);
            Assert.Contains("Monday, 6 May 2030, 10:00, UTC", body, StringComparison.Ordinal);
            Assert.Contains("If you do nothing, the next on the waiting list gets this time.", body, StringComparison.Ordinal);
            Assert.Contains("Haircut", body, StringComparison.Ordinal);
            Assert.Contains(link, body, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_guest_is_told_of_an_offer_in_the_guests_language()
    {
        var guest = new Guest("Grace", EmailAddress.TryParse("grace@example.com"), null) { Locale = "de" };
        await Waitlist.OfferAsync(await Waitlist.JoinAsync(guest));

        var mail = (await Api.WaitForMailsAsync("grace@example.com", 1)).Single();

        Assert.Equal("Ein Platz ist frei: Montag, 6. Mai 2030, 10:00 Uhr", mail.Subject);
        Assert.StartsWith("Guten Tag Grace,", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("bis Mittwoch, 1. Mai 2030, 13:00 Uhr für Sie frei", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slot_that_is_taken_away_is_told_with_its_time()
    {
        var entry = await Waitlist.JoinAsync(Ada.Id);
        var offer = await Waitlist.OfferAsync(entry);
        await Api.WaitForMailsAsync(Ada.Email, 1);
        await Waitlist.RecordAsync(new OfferRevoked(entry, offer.Id));

        var mail = (await Api.WaitForMailsAsync(Ada.Email, 2))[^1];

        Assert.Equal("The time on Monday, 6 May 2030, 10:00 is no longer kept for you", mail.Subject);
        Assert.Contains("You keep your place on the waiting list", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains($"{RunningApi.Issuer}/waitlist?token={Waitlist.TokenOf(entry)}", mail.TextBody, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EntryEnd.Lapses, "You are no longer on the waiting list", "three times")]
    [InlineData(EntryEnd.WishOver, "No place became free", "we could not give you a place")]
    [InlineData(EntryEnd.NotOffered, "No place became free", "we could not give you a place")]
    public async Task A_closed_entry_is_told_with_what_it_waited_for(EntryEnd because, string subject, string text)
    {
        await Waitlist.RecordAsync(new EntryEnded(await Waitlist.JoinAsync(Ada.Id), because));

        var mail = (await Api.WaitForMailsAsync(Ada.Email, 1)).Single();

        Assert.Equal(subject, mail.Subject);
        Assert.Contains(text, mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("When: Monday, 6 May 2030 – Friday, 10 May 2030", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("token=", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Those_without_an_address_or_a_person_get_no_mail()
    {
        var (nobody, erased) = (await Waitlist.JoinAsync(new Guest("Grace", null, "030 1234567")), await Waitlist.JoinAsync(Ada.Id));
        await Waitlist.OfferAsync(nobody);
        await Waitlist.RecordAsync(new EntryEnded(erased, EntryEnd.Erased));
        var marker = await Api.NewPersonAsync();
        await Waitlist.OfferAsync(await Waitlist.JoinAsync(marker.Id), number: 1);

        await Api.WaitForMailsAsync(marker.Email, 1);
        await Mailbox.WaitAsync(async () =>
        {
            Api.AdvanceOneSecond();
            return await NextAsync() is null;
        });

        Assert.Empty(Api.MailsTo(Ada.Email));
        Assert.Null(await NextAsync());

        Task<NodaTime.Instant?> NextAsync() => Api.Services.GetRequiredService<DeliverySweep>().FindNextAsync(CancellationToken.None);
    }

    [Fact]
    public async Task An_offer_is_not_told_once_its_hold_is_gone()
    {
        var entry = await Waitlist.JoinAsync(Ada.Id);
        var offer = await Waitlist.OfferAsync(entry);
        await Api.WaitForMailsAsync(Ada.Email, 1);
        var template = Api.Services.GetServices<IMailTemplate>().Single(t => t.Kind.Name == "waitlist_offer");
        var recorded = await RecordedAsync(offer);
        var delivery = new Delivery(recorded.Stream, recorded.Version, DeliveryState.Pending, 1, default, default) { Key = new DeliveryKey("waitlist_offer", 0, $"{Ada.Id}") };

        var sent = await template.ComposeAsync(recorded, delivery, CancellationToken.None);
        Api.Clock.Advance(TimeSpan.FromMinutes(60));
        var late = await template.ComposeAsync(recorded, delivery, CancellationToken.None);

        Assert.Equal((true, false, true), (sent.Mail is not null, late.Mail is not null, late.IsLate || late == ComposedMail.Unneeded));
    }

    [Fact]
    public async Task An_offer_has_no_reminder_of_holds_and_can_be_switched_off()
    {
        Assert.Equal(200, (await Api.PutBrandAsync(new() { ["mails"] = new JsonObject { ["hold_ending"] = true, ["waitlist_offer"] = false } })).Status);
        await Waitlist.OfferAsync(await Waitlist.JoinAsync(Ada.Id));
        Api.Clock.Advance(TimeSpan.FromMinutes(51));
        await Waitlist.RecordAsync(new EntryEnded(await Waitlist.JoinAsync(Ada.Id), EntryEnd.WishOver));

        var mails = await Api.WaitForMailsAsync(Ada.Email, 1);

        Assert.Equal("No place became free", mails.Single().Subject);
    }

    private async Task<RecordedEvent> RecordedAsync(Offer offer)
    {
        var stream = StreamName.Parse("calendar-chair-1");
        var commits = await Api.Services.GetRequiredService<IEventStore>().ReadAsync(stream, 0, 1_000, CancellationToken.None);
        return commits.SelectMany(Api.Services.GetRequiredService<EventCatalogue>().Read)
            .Last(e => e.Event is HoldPlaced placed && placed.HoldId == offer.HoldId);
    }
}
