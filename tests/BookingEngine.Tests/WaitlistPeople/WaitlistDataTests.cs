using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Erasure;
using BookingEngine.Tests.Http;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.WaitlistPeople;

/// <summary>What is stored of those who wait: exported, and erased.</summary>
public sealed class WaitlistDataTests : WaitingSalon
{
    [Fact]
    public async Task An_export_has_the_entries_of_the_caller_with_their_offers()
    {
        var entry = await JoinAsync(Ada);
        await JoinAsync(Stella);
        await FreeAsync();
        await WaitForAsync(Ada, entry, "offered");
        await Salon.PostAsync(Ada, $"/waitlist/{entry}/refuse");

        var exported = Assert.Single((await Salon.GetAsync(Ada, "/users/me/export")).Json["waitlist"]!.AsArray())!;

        Assert.Equal(
            (entry, "cut", "waiting", Ten), ((string)exported["entry"]!["id"]!, (string)exported["entry"]!["service_id"]!, (string)exported["entry"]!["status"]!, (string)exported["entry"]!["from"]!));
        Assert.Equal([Ten], exported["missed"]!.AsArray().Select(start => (string)start!));
    }

    [Fact]
    public async Task A_guests_export_has_the_guests_entries_with_the_guest()
    {
        var guest = new JsonObject { ["name"] = "Grace", ["email"] = "grace@example.com", ["phone"] = "030 1234567" };
        var entry = await JoinAsync(Stella, ("guest", guest));
        var booked = await Salon.BookAsync(Stella, "2030-06-03T10:00:00Z", ("guest", guest.DeepClone()));
        var link = await Salon.PostAsync(Stella, $"/bookings/{booked.Member("id")}/manage-link");
        await Api.SendAsync(ErasureCalls.AskForExport(link.Member("manage_link").Split("token=")[1]));

        var export = await Api.SendAsync(ErasureCalls.Export(await Api.ExportTokenAsync("grace@example.com")));

        var exported = Assert.Single(export.Json["waitlist"]!.AsArray())!["entry"]!;
        Assert.Equal((entry, "Grace", "030 1234567"), ((string)exported["id"]!, (string)exported["guest"]!["name"]!, (string)exported["guest"]!["phone"]!));
    }

    [Fact]
    public async Task An_erased_persons_offer_goes_to_the_next()
    {
        var (ada, stella) = (await JoinAsync(Ada), await JoinAsync(Stella));
        await FreeAsync();
        await WaitForAsync(Ada, ada, "offered");

        var erase = Call.PostJson("/users/me", new JsonObject { ["password"] = People.Password }.ToJsonString()) with { Method = "DELETE" };
        Assert.Equal(204, (await Salon.SendAsync(Ada, erase)).Status);

        await WaitForAsync(Stella, stella, "offered");
        Assert.Equal("ended", (await Salon.GetAsync(Admin, $"/waitlist/{ada}")).Member("status"));
        Assert.Equal((409, "waitlist_closed"), await Salon.PostAsync(Admin, $"/waitlist/{ada}/take").CodeAsync());
        Assert.Equal(400, (await Api.SendAsync(Call.Get($"/waitlist?token={new RecordedWaitlist(Api).TokenOf(new(Guid.Parse(ada)))}") with { Key = null })).Status);
    }

    [Fact]
    public async Task An_erased_guest_is_gone_from_the_entry()
    {
        var entry = await JoinAsync(Stella, ("guest", new JsonObject { ["name"] = "Grace", ["email"] = "grace@example.com" }));
        var user = (await Salon.GetAsync(Stella, $"/waitlist/{entry}")).Member("user_id");

        Assert.Equal(204, (await Salon.SendAsync(Admin, new Call("DELETE", $"/users/{user}"))).Status);

        var shown = await Salon.GetAsync(Admin, $"/waitlist/{entry}");
        Assert.Equal(("ended", null), (shown.Member("status"), shown.Json["guest"]));
        Assert.DoesNotContain("Grace", shown.Text, StringComparison.Ordinal);
    }
}
