using BookingEngine.Calendars.Events;
using BookingEngine.Guests;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Http;
using BookingEngine.Users;
using BookingEngine.Waitlist;

namespace BookingEngine.Tests.WaitlistPeople;

/// <summary>Who sees which entries.</summary>
public sealed class WaitlistRightTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new() { HasTimer = false }; // which would offer what is free
    private RecordedWaitlist _waitlist = null!;
    private Person _ada = null!, _ben = null!, _first = null!, _both = null!;

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        await (await SalonFixture.OpenAsync(_api)).ServiceAsync("cut");
        _waitlist = new RecordedWaitlist(_api);
        (_ada, _ben) = (await _api.NewPersonAsync(), await _api.NewPersonAsync());
        (_first, _both) = (await _api.NewPersonAsync("staff", "chair-1"), await _api.NewPersonAsync("staff", "chair-1", "chair-2"));
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task An_entry_shows_its_wish_and_its_offer_to_its_customer()
    {
        var entry = await _waitlist.JoinAsync(_ada.Id);
        var offer = await _waitlist.OfferAsync(entry);

        var shown = await GetAsync(_ada, entry);

        Assert.Equal(
            (200, "offered", "cut", "2030-05-06T00:00:00Z", "2030-05-11T00:00:00Z", """["monday","friday"]""", """[{"from":"09:00","to":"12:00"}]"""),
            (shown.Status, shown.Member("status"), shown.Member("service_id"), shown.Member("from"), shown.Member("to"), shown.Json["weekdays"]!.ToJsonString(), shown.Json["times"]!.ToJsonString()));
        Assert.Equal(
            ($"{offer.Id}", "2030-05-06T10:00:00Z", "chair-1", "2030-05-01T13:00:00.001Z"),
            ((string)shown.Json["offer"]!["id"]!, (string)shown.Json["offer"]!["slot"]!, (string)shown.Json["offer"]!["resource_id"]!, (string)shown.Json["offer"]!["expires_at"]!));

        _api.Clock.Advance(TimeSpan.FromMinutes(60));
        var late = await _api.SendAsync(Call.Get($"/waitlist/{entry}") with { Token = (await _api.SignInAsync(_ada.Email)).Member("access_token") });
        Assert.Equal(("waiting", null), (late.Member("status"), late.Json["offer"]));
    }

    [Fact]
    public async Task An_entry_does_not_exist_for_others_but_staff_who_could_serve_it()
    {
        var any = await _waitlist.JoinAsync(_ada.Id);
        var second = await _waitlist.JoinAsync(_ada.Id, RecordedWaitlist.Week with { ResourceId = new("chair-2") });
        var admin = await _api.AdminAsync();

        Assert.Equal("200 404 200 200 200", await StatusesAsync(any, _ada, _ben, _first, _both, admin));
        Assert.Equal("200 404 404 200 200", await StatusesAsync(second, _ada, _ben, _first, _both, admin));
        Assert.Equal(404, (await _api.SendAsync(Call.Get("/waitlist/one") with { Token = _ada.Token })).Status);
    }

    [Fact]
    public async Task Staff_of_one_of_several_resources_read_and_do_not_act()
    {
        var entry = await _waitlist.JoinAsync(_ada.Id);

        (await _api.SendAsync(new Call("DELETE", $"/waitlist/{entry}") { Token = _first.Token })).AssertProblem(
            403, "missing_role", "Only staff of the resource and administrators may do this. Ask one of them.");
        Assert.Equal(404, (await _api.SendAsync(new Call("DELETE", $"/waitlist/{entry}") { Token = _ben.Token })).Status);
        Assert.Equal(404, (await _api.SendAsync(Call.Post($"/waitlist/{entry}/take") with { Token = _ben.Token })).Status);
        Assert.Equal(404, (await _api.SendAsync(Call.Post($"/waitlist/{entry}/refuse") with { Token = _ben.Token })).Status);
        Assert.Equal("waiting", (await GetAsync(_ada, entry)).Member("status"));
    }

    [Fact]
    public async Task A_list_has_ones_own_entries_and_those_that_staff_could_serve()
    {
        var (own, theirs) = (await _waitlist.JoinAsync(_ada.Id), await _waitlist.JoinAsync(_ben.Id));
        var second = await _waitlist.JoinAsync(_ben.Id, RecordedWaitlist.Week with { ResourceId = new("chair-2") });
        var ofStaff = await _waitlist.JoinAsync(_first.Id, RecordedWaitlist.Week with { ResourceId = new("chair-2") });
        await _waitlist.RecordAsync(new EntryLeft(theirs));

        await AssertListAsync(_ada, "", own);
        await AssertListAsync(_ben, "", theirs, second);
        await AssertListAsync(_ben, "status=open", second);
        await AssertListAsync(_first, "", own, theirs, ofStaff);
        await AssertListAsync(_first, "scope=own", ofStaff);
        await AssertListAsync(await _api.AdminAsync(), "", own, theirs, second, ofStaff);
        await AssertListAsync(_both, "status=closed&service_id=cut", theirs);
        await AssertListAsync(_both, "service_id=other");
    }

    [Fact]
    public async Task A_list_comes_in_pages_whose_cursor_is_its_own()
    {
        EntryId[] joined = [await _waitlist.JoinAsync(_ada.Id), await _waitlist.JoinAsync(_ada.Id), await _waitlist.JoinAsync(_ada.Id)];
        var first = await _api.SendAsync(Call.Get("/waitlist?limit=2") with { Token = _ada.Token });
        var cursor = first.Member("next_cursor");

        await AssertListAsync(_ada, $"limit=2&cursor={cursor}", joined[2]);
        Assert.Equal(422, (await _api.SendAsync(Call.Get($"/waitlist?cursor={cursor}") with { Token = _ben.Token })).Status);
        Assert.Equal(422, (await _api.SendAsync(Call.Get($"/waitlist?status=open&cursor={cursor}") with { Token = _ada.Token })).Status);
    }

    [Fact]
    public async Task A_guests_name_is_shown_with_the_entry_to_those_who_may_see_it()
    {
        var entry = await _waitlist.JoinAsync(new Guest("Grace", EmailAddress.TryParse("grace@example.com"), "030 1234567"));

        var shown = await GetAsync(_both, entry);

        Assert.Equal("""{"name":"Grace","email":"grace@example.com","phone":"030 1234567"}""", shown.Json["guest"]!.ToJsonString());
        Assert.Equal(404, (await GetAsync(_ada, entry)).Status);
        Assert.DoesNotContain("Grace", (await _api.SendAsync(Call.Get("/waitlist") with { Token = _both.Token })).Text, StringComparison.Ordinal);
    }

    private Task<Answer> GetAsync(Person person, EntryId entry) => _api.SendAsync(Call.Get($"/waitlist/{entry}") with { Token = person.Token });

    private async Task<string> StatusesAsync(EntryId entry, params Person[] people)
    {
        List<int> statuses = [];
        foreach (var person in people)
        {
            statuses.Add((await GetAsync(person, entry)).Status);
        }

        return string.Join(' ', statuses);
    }

    private async Task AssertListAsync(Person person, string query, params EntryId[] entries)
    {
        var list = await _api.SendAsync(Call.Get($"/waitlist?{query}") with { Token = person.Token });
        Assert.Equal(200, list.Status);
        Assert.Equal(entries, list.Json["entries"]!.AsArray().Select(entry => new EntryId((Guid)entry!["id"]!)));
    }
}
