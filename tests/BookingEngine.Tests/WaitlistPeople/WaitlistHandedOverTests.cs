using System.Text.Json.Nodes;
using BookingEngine.Bookings;
using BookingEngine.Calendars.Events;
using BookingEngine.Guests;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using BookingEngine.Users;
using BookingEngine.Waitlist;
using Microsoft.Extensions.DependencyInjection;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.WaitlistPeople;

/// <summary>The entry of a guest belongs to the account that has proved the guest's address.</summary>
public sealed class WaitlistHandedOverTests : WaitingSalon
{
    private const string Grace = "grace@example.com";

    [Fact]
    public async Task A_guests_entry_goes_to_the_account_that_proves_the_address()
    {
        var entry = await JoinAsync(Stella, ("guest", new JsonObject { ["name"] = "Grace", ["email"] = Grace }));
        await Salon.JoinAsync(Grace, staffOf: null);
        Assert.Equal(404, (await Salon.GetAsync(Grace, $"/waitlist/{entry}")).Status);
        var account = await VerifyAsync();

        var assigned = await WaitForOwnerAsync(entry, account);
        await FreeAsync();
        var offered = await WaitForAsync(Grace, entry, "offered");
        Assert.Equal((200, 200), ((await Salon.GetAsync(Grace, $"/waitlist/{entry}")).Status, (await Salon.PostAsync(Grace, $"/waitlist/{entry}/take")).Status));
        Assert.Equal(("waiting", entry), (assigned.Member("status"), offered.Member("id")));
    }

    [Fact]
    public async Task Erasing_the_account_ends_an_entry_that_it_got()
    {
        var entry = await JoinAsync(Stella, ("guest", new JsonObject { ["name"] = "Grace", ["email"] = Grace }));
        await Salon.JoinAsync(Grace, staffOf: null);
        await WaitForOwnerAsync(entry, await VerifyAsync());

        var erase = Call.PostJson("/users/me", new JsonObject { ["password"] = People.Password }.ToJsonString()) with { Method = "DELETE" };
        Assert.Equal(204, (await Salon.SendAsync(Grace, erase)).Status);

        Assert.Equal("ended", (await Salon.GetAsync(Admin, $"/waitlist/{entry}")).Member("status"));
    }

    [Fact]
    public async Task An_entry_that_joined_during_the_verification_is_handed_over()
    {
        var before = await JoinAsync(Stella, ("guest", new JsonObject { ["name"] = "Grace", ["email"] = Grace }));
        await Salon.JoinAsync(Grace, staffOf: null);
        var account = await VerifyAsync();
        await WaitForOwnerAsync(before, account); // what follows from the verification is done
        var guest = new Guest("Grace", EmailAddress.TryParse(Grace), Phone: null);
        var entry = new EntryId(Guid.CreateVersion7());
        var user = (await Api.Services.GetRequiredService<GuestIdentities>().DeriveAllAsync(guest.Email!, CancellationToken.None))[0];
        var details = await Api.Services.GetRequiredService<BookingTexts>().EncryptAsync(user, new BookingId(entry.Value), guest.AddTo(null));

        await new RecordedWaitlist(Api).RecordAsync(new EntryJoined(entry, user, new("cut"), RecordedWaitlist.Week, details));

        Assert.Equal("Grace", (string?)(await WaitForOwnerAsync($"{entry}", account)).Json["guest"]!["name"]);
    }

    private async Task<string> VerifyAsync()
    {
        var account = (await Salon.GetAsync(Grace, "/users/me")).Member("id");
        await Api.VerifyAsync(Guid.Parse(account));
        return account;
    }

    private async Task<Answer> WaitForOwnerAsync(string entry, string account)
    {
        await Mailbox.WaitAsync(async () =>
        {
            Api.AdvanceOneSecond();
            return (await Salon.GetAsync(Admin, $"/waitlist/{entry}")).Member("user_id") == account;
        });
        var found = await Salon.GetAsync(Admin, $"/waitlist/{entry}");
        Assert.Equal(account, found.Member("user_id"));
        return found;
    }
}
