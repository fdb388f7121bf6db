using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using BookingEngine.Tests.Users.EmailChanges;
using MimeKit;

namespace BookingEngine.Tests.BookingMails;

/// <summary>The entries of appointments follow their customer to a new mail address.</summary>
public sealed class AddressEntryTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();
    private Person _admin = null!, _ada = null!;
    private string _service = "", _asked = "";

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        (_admin, _ada) = (await _api.AdminAsync(), await _api.NewPersonAsync());
        (_service, _) = await _api.NewHourAsync(_admin, 1);
        (_asked, _) = await _api.NewHourAsync(_admin, 1, ("approval", true));
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task An_entry_goes_from_the_calendar_of_the_former_address_to_that_of_the_new_one()
    {
        var id = await BookAsync(_service);
        await BookAsync(_asked);
        await _api.WaitForMailsAsync(_ada.Email, 2);

        await ChangeToAsync(_ada.Email, "ada.new@example.com");

        // Two confirmations of the change and the removal; the link, and the entry.
        var removed = Entry((await _api.WaitForMailsAsync(_ada.Email, 5)).Single(mail => mail.Subject!.StartsWith("Calendar entry", StringComparison.Ordinal)));
        var added = Entry((await _api.WaitForMailsAsync("ada.new@example.com", 2))[^1]);
        Assert.Equal(("CANCEL", (id, 0, "CANCELLED"), $"mailto:{_ada.Email}"), (removed.Method, removed.Version, removed["ATTENDEE"]));
        Assert.Equal(("REQUEST", (id, 0, "CONFIRMED"), "mailto:ada.new@example.com"), (added.Method, added.Version, added["ATTENDEE"]));
        Assert.DoesNotContain("/manage", removed.Text, StringComparison.Ordinal);
        Assert.Contains("/manage", added.Text, StringComparison.Ordinal);

        Assert.Equal(200, (await _api.PostAsync(await AgainAsync("ada.new@example.com"), $"/bookings/{id}/cancel", [])).Status);
        var cancelled = Entry((await _api.WaitForMailsAsync("ada.new@example.com", 3))[^1]);
        Assert.Equal(("CANCEL", (id, 1, "CANCELLED")), (cancelled.Method, cancelled.Version));
        Assert.Equal(5, _api.MailsTo(_ada.Email).Length);
    }

    [Fact]
    public async Task A_second_change_moves_the_entry_from_where_the_first_brought_it()
    {
        var id = await BookAsync(_service);
        await _api.WaitForMailsAsync(_ada.Email, 1);
        await ChangeToAsync(_ada.Email, "second@example.com");
        await _api.WaitForMailsAsync("second@example.com", 2);
        await _api.WaitForMailsAsync(_ada.Email, 4);

        await ChangeToAsync("second@example.com", "third@example.com");

        var second = await _api.WaitForMailsAsync("second@example.com", 5);
        Assert.Equal([("REQUEST", id), ("CANCEL", id)], EntriesOf(second));
        Assert.Equal([("REQUEST", id)], EntriesOf(await _api.WaitForMailsAsync("third@example.com", 2)));
        Assert.Equal([("REQUEST", id), ("CANCEL", id)], EntriesOf(_api.MailsTo(_ada.Email)));
    }

    private static (string, string)[] EntriesOf(IEnumerable<MimeMessage> mails) =>
        [.. mails.Select(MailedEntry.Of).OfType<MailedEntry>().Select(entry => (entry.Method, entry["UID"]))];

    private static MailedEntry Entry(MimeMessage mail) => MailedEntry.Of(mail)!;

    private async Task<string> BookAsync(string service)
    {
        var booked = await _api.PostAsync(_ada, "/bookings", new() { ["slot"] = "2031-01-06T10:00:00Z", ["service_id"] = service });
        Assert.Equal(201, booked.Status);
        return booked.Member("id");
    }

    private async Task ChangeToAsync(string former, string email)
    {
        var token = await _api.NewChangeAsync(await AgainAsync(former), email);
        Assert.Equal(200, (await _api.ConfirmChangeAsync(token)).Status);
    }

    private async Task<Person> AgainAsync(string email) => _ada with { Token = (await _api.SignInAsync(email)).Member("access_token") };
}
