using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Erasure;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.PublicBookings;

/// <summary>A guest gets everything that is stored about the guest by a link that is mailed to the guest's address.</summary>
public sealed class GuestExportTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        await _api.OpenAsync("open");
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task The_link_of_a_second_mail_exports_proved_unproved_and_unconfirmed_bookings()
    {
        var email = People.NewAddress();
        var (guest, manage) = await GuestAsync(email, "Mind the dog");
        var unproved = await _api.SubmitAsync(await _api.HeldAsync(People.NewSlot()), email, ("notes", "By the window"));
        await _api.OpenAsync("verified");
        await _api.SubmitAsync(await _api.HeldAsync("2031-03-03T10:00:00Z"), email, ("notes", "Perhaps"), ("phone", "030 1234"));
        Assert.Equal((202, "Export email sent"), await _api.SendAsync(ErasureCalls.AskForExport(manage)) is var asked ? (asked.Status, asked.Member("msg")) : default);

        var exported = await _api.SendAsync(ErasureCalls.Export(await _api.ExportTokenAsync(email)));

        Assert.Equal((200, "attachment; filename=my-data.json; filename*=UTF-8''my-data.json"), (exported.Status, exported.Header("Content-Disposition")));
        Assert.Equal([(guest, "Mind the dog")], Bookings(exported, "bookings"));
        Assert.Equal([(unproved.Member("id"), "By the window")], Bookings(exported, "unproved_bookings"));
        var request = Assert.Single(exported.Json["unconfirmed"]!.AsArray())!;
        Assert.Equal(
            ("2031-03-03T10:00:00Z", "Grace Marker", email, "030 1234", "Perhaps"),
            ((string)request["slot"]!, (string)request["guest"]!["name"]!, (string)request["guest"]!["email"]!, (string)request["guest"]!["phone"]!, (string)request["notes"]!));
    }

    [Fact]
    public async Task The_link_is_good_once_also_for_two_at_once()
    {
        var email = People.NewAddress();
        var (_, manage) = await GuestAsync(email, "Mind the dog");
        await _api.SendAsync(ErasureCalls.AskForExport(manage));
        var token = await _api.ExportTokenAsync(email);
        var page = await _api.SendAsync(Call.Get($"/export-data?token={token}") with { Key = null });
        Assert.Equal((200, true, false), (page.Status, page.Text.Contains("Download my data", StringComparison.Ordinal), page.Text.Contains("dog", StringComparison.Ordinal)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _api.SendAsync(ErasureCalls.Export(token))));

        Assert.Equal([200, 400, 400, 400], answers.Select(answer => answer.Status).Order());
        Assert.Equal(400, (await _api.SendAsync(ErasureCalls.Export(token))).Status);
    }

    [Fact]
    public async Task The_link_expires_after_thirty_minutes()
    {
        var email = People.NewAddress();
        var (_, manage) = await GuestAsync(email, "Mind the dog");
        await _api.SendAsync(ErasureCalls.AskForExport(manage));
        var token = await _api.ExportTokenAsync(email);
        _api.Clock.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(400, (await _api.SendAsync(ErasureCalls.Export(token))).Status);
    }

    [Fact]
    public async Task The_links_of_erasure_and_management_export_nothing()
    {
        var email = People.NewAddress();
        var (_, manage) = await GuestAsync(email, "Mind the dog");
        await _api.SendAsync(ErasureCalls.Ask(manage));

        foreach (var token in new[] { manage, await _api.ErasureTokenAsync(email), "", "x" })
        {
            Assert.Equal(400, (await _api.SendAsync(ErasureCalls.Export(token))).Status);
        }

        Assert.Equal(400, (await _api.SendAsync(Call.Get("/export-data") with { Key = null })).Status);
    }

    [Fact]
    public async Task The_button_of_the_manage_page_only_asks_for_the_mail()
    {
        var email = People.NewAddress();
        var (_, manage) = await GuestAsync(email, "Mind the dog");
        Assert.Contains("action=\"/manage/export\"", (await _api.SendAsync(Call.Get($"/manage?token={manage}") with { Key = null })).Text, StringComparison.Ordinal);

        var asked = await _api.SendAsync(Call.PostForm("/manage/export", ("token", manage)) with { Key = null });

        Assert.Equal((200, true), (asked.Status, asked.Text.Contains("Look at your mail", StringComparison.Ordinal)));
        Assert.Equal(200, (await _api.SendAsync(ErasureCalls.Export(await _api.ExportTokenAsync(email)))).Status);
        Assert.Equal(400, (await _api.SendAsync(Call.PostForm("/manage/export", ("token", "x")) with { Key = null })).Status);
    }

    [Fact]
    public async Task An_account_exports_unproved_bookings_of_its_verified_address_only()
    {
        var (verified, stranger) = (await _api.NewPersonAsync(), await _api.NewPersonAsync());
        await _api.VerifyAsync(verified.Id);
        foreach (var person in new[] { verified, stranger })
        {
            await _api.SubmitAsync(await _api.HeldAsync(People.NewSlot()), person.Email, ("notes", "By the window"));
        }

        var (own, theirs) = (await _api.GetAsync(verified, "/users/me/export"), await _api.GetAsync(stranger, "/users/me/export"));

        Assert.Equal(["By the window"], Bookings(own, "unproved_bookings").Select(b => b.Notes));
        Assert.Empty(Bookings(theirs, "unproved_bookings"));
        Assert.Empty(Bookings(own, "bookings"));
    }

    private static IEnumerable<(string Id, string Notes)> Bookings(Answer exported, string list) =>
        exported.Json[list]!.AsArray().Select(b => ((string)b!["booking"]!["id"]!, (string)b["booking"]!["notes"]!));

    // Booked by staff.
    private async Task<(string Id, string Manage)> GuestAsync(string email, string notes)
    {
        var admin = await _api.AdminAsync();
        var guest = new JsonObject { ["name"] = "Grace", ["email"] = email };
        var booked = await _api.PostAsync(admin, "/bookings", new() { ["slot"] = People.NewSlot(), ["notes"] = notes, ["guest"] = guest });
        var link = await _api.PostAsync(admin, $"/bookings/{booked.Member("id")}/manage-link", []);
        return (booked.Member("id"), link.Member("manage_link").Split("token=")[1]);
    }
}
