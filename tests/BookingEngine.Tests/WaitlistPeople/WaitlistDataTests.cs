using System.Text.Json.Nodes;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Erasure;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using static BookingEngine.Tests.Bookings.SalonFixture;

namespace BookingEngine.Tests.WaitlistPeople;

/// <summary>What is stored of those who wait: exported, and erased.</summary>
public sealed class WaitlistDataTests : WaitingSalon
{
    private const string Grace = "grace@example.com";

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
    public async Task A_guest_who_only_waits_exports_and_erases_by_mail()
    {
        var (entry, token) = await WaitingGuestAsync();
        var page = await Api.SendAsync(Call.Get($"/waitlist?token={token}") with { Key = null });
        Assert.Contains("action=\"/waitlist/export\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("action=\"/waitlist/erase\"", page.Text, StringComparison.Ordinal);

        Assert.Equal((200, true), await AskAsync("export", token) is var asked ? (asked.Status, asked.Text.Contains("Look at your mail", StringComparison.Ordinal)) : default);
        var export = await Api.SendAsync(ErasureCalls.Export(await Api.ExportTokenAsync(Grace)));
        Assert.Equal([entry], export.Json["waitlist"]!.AsArray().Select(exported => (string)exported!["entry"]!["id"]!));

        Assert.Equal(200, (await AskAsync("erase", token)).Status);
        Assert.Equal("waiting", (await Salon.GetAsync(Admin, $"/waitlist/{entry}")).Member("status"));
        Assert.Equal(200, (await Api.SendAsync(ErasureCalls.Submit(await Api.ErasureTokenAsync(Grace)))).Status);
        Assert.Equal(("ended", null), await Salon.GetAsync(Admin, $"/waitlist/{entry}") is var ended ? (ended.Member("status"), ended.Json["guest"]) : default);
        Assert.Equal((400, 400), ((await AskAsync("export", token)).Status, (await AskAsync("erase", "x")).Status));
    }

    [Fact]
    public async Task A_link_to_an_entry_that_has_ended_still_asks_for_the_mail()
    {
        var (entry, token) = await WaitingGuestAsync();
        Assert.Equal(204, (await Salon.SendAsync(Stella, new Call("DELETE", $"/waitlist/{entry}"))).Status);
        Assert.Equal(200, (await AskAsync("export", token)).Status);
        Assert.Equal(200, (await Api.SendAsync(ErasureCalls.Export(await Api.ExportTokenAsync(Grace)))).Status);
    }

    [Fact]
    public async Task The_link_of_an_account_or_of_a_guest_without_an_address_mails_nobody()
    {
        var tokens = new RecordedWaitlist(Api);
        var ada = tokens.TokenOf(new(Guid.Parse(await JoinAsync(Ada))));
        var nobody = tokens.TokenOf(new(Guid.Parse(await JoinAsync(Stella, ("guest", new JsonObject { ["name"] = "Grace", ["phone"] = "030 1234567" })))));
        foreach (var token in new[] { ada, nobody })
        {
            Assert.DoesNotContain("/waitlist/e", (await Api.SendAsync(Call.Get($"/waitlist?token={token}") with { Key = null })).Text, StringComparison.Ordinal);
            Assert.Equal((422, 422), ((await AskAsync("export", token)).Status, (await AskAsync("erase", token)).Status));
        }
    }

    [Fact]
    public async Task A_link_to_an_entry_that_an_account_got_mails_nobody()
    {
        var (entry, token) = await WaitingGuestAsync();
        var user = (await Salon.GetAsync(Admin, $"/waitlist/{entry}")).Member("user_id");
        await Salon.JoinAsync(Grace, staffOf: null);
        await Api.VerifyAsync(Guid.Parse((await Salon.GetAsync(Grace, "/users/me")).Member("id")));
        await Mailbox.WaitAsync(async () =>
        {
            Api.AdvanceOneSecond();
            return (await Salon.GetAsync(Admin, $"/waitlist/{entry}")).Member("user_id") != user;
        });

        Assert.Equal(422, (await AskAsync("erase", token)).Status);
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

    private async Task<(string Entry, string Token)> WaitingGuestAsync()
    {
        var entry = await JoinAsync(Stella, ("guest", new JsonObject { ["name"] = "Grace", ["email"] = Grace }));
        return (entry, new RecordedWaitlist(Api).TokenOf(new(Guid.Parse(entry))));
    }

    private Task<Answer> AskAsync(string what, string token) => Api.SendAsync(Call.PostForm($"/waitlist/{what}", ("token", token)) with { Key = null });
}
