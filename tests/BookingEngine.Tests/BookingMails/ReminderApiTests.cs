using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.BookingMails;

/// <summary>Reminders through the API, its timer and the mail in a mailbox.</summary>
public sealed class ReminderApiTests : IClassFixture<RunningApi>, IAsyncLifetime
{
    private readonly RunningApi _api;
    private Person _admin = null!, _ada = null!;

    public ReminderApiTests(RunningApi api) => _api = api;

    public async Task InitializeAsync() => (_admin, _ada) = (await _api.AdminAsync(), await _api.NewPersonAsync());

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_reminder_comes_before_the_start_and_one_click_stops_the_next()
    {
        var (service, _) = await _api.NewHourAsync(_admin, 2, ("reminders", new JsonArray(60)));
        await BookAsync(service);
        var confirmed = (await _api.WaitForMailsAsync(_ada.Email, 1)).Single();
        _api.Clock.Advance(TimeSpan.FromMinutes(119));

        var mail = (await _api.WaitForMailsAsync(_ada.Email, 2))[1];

        Assert.StartsWith("Reminder: your appointment on", mail.Subject, StringComparison.Ordinal);
        Assert.Equal([confirmed.MessageId!], mail.References);
        Assert.Null(MailedEntry.Of(mail));
        Assert.Contains("/manage?token=", mail.TextBody, StringComparison.Ordinal);
        var address = mail.Headers["List-Unsubscribe"]!.Trim('<', '>');
        Assert.StartsWith($"{RunningApi.Issuer}/reminders?token=", address, StringComparison.Ordinal);
        Assert.Contains($"No more reminders: {address}", mail.TextBody, StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);

        var path = address[RunningApi.Issuer.Length..];
        Assert.Contains("Stop reminders", (await _api.SendAsync(Call.Get(path) with { Key = null })).Text, StringComparison.Ordinal);
        for (var click = 0; click < 2; click++)
        {
            var stopped = await _api.SendAsync(Call.PostForm(path, ("List-Unsubscribe", "One-Click")) with { Key = null });
            Assert.Equal(200, stopped.Status);
            Assert.Contains("Get reminders again", stopped.Text, StringComparison.Ordinal);
        }

        await BookAsync(service);
        await _api.WaitForMailsAsync(_ada.Email, 3);
        _api.Clock.Advance(TimeSpan.FromMinutes(150));
        var other = await _api.NewPersonAsync();
        await _api.BookAsync(other, People.NewSlot());
        await _api.WaitForMailsAsync(other.Email, 1);
        Assert.Equal(3, _api.MailsTo(_ada.Email).Length);

        var again = await _api.SendAsync(Call.PostForm("/reminders", ("token", path.Split('=')[1]), ("action", "resume")) with { Key = null });
        Assert.Contains("You get reminders again", again.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/reminders?token=x")]
    [InlineData("/reminders")]
    public async Task A_link_that_is_not_ours_is_refused(string path)
    {
        Assert.Equal(400, (await _api.SendAsync(Call.Get(path) with { Key = null })).Status);
        Assert.Equal(400, (await _api.SendAsync(Call.PostForm(path, ("List-Unsubscribe", "One-Click")) with { Key = null })).Status);
    }

    [Fact]
    public async Task A_service_shows_its_reminders_the_longest_first()
    {
        var (service, _) = await _api.NewHourAsync(_admin, 1, ("reminders", new JsonArray(120, 1440)));
        Assert.Equal("[1440,120]", (await _api.GetAsync(_admin, $"/services/{service}")).Json["reminders"]!.ToJsonString());
    }

    [Theory]
    [InlineData("[0]")]
    [InlineData("[60,60]")]
    [InlineData("[1.5]")]
    [InlineData("[\"60\"]")]
    [InlineData("[1,2,3,4,5,6,7,8,9,10,11]")]
    [InlineData("60")]
    public async Task Reminders_that_make_no_sense_are_refused(string reminders)
    {
        var body = CatalogueCalls.Service();
        body["reminders"] = JsonNode.Parse(reminders);
        Assert.Equal((422, "invalid_fields"), await CodeOfAsync(body));
    }

    private async Task<(int, string)> CodeOfAsync(JsonObject body)
    {
        var answer = await _api.PostAsync(_admin, "/services", body);
        return (answer.Status, answer.Member("code"));
    }

    // In three hours.
    private async Task BookAsync(string service)
    {
        var now = _api.Clock.GetUtcNow();
        var body = new JsonObject { ["slot"] = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour)).AddHours(3).ToString("O"), ["service_id"] = service };
        var ada = _ada with { Token = (await _api.SignInAsync(_ada.Email)).Member("access_token") }; // hours pass
        Assert.Equal(201, (await _api.PostAsync(ada, "/bookings", body)).Status);
    }
}
