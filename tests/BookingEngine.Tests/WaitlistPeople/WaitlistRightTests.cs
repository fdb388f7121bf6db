using BookingEngine.Calendars.Events;
using BookingEngine.Guests;
using BookingEngine.Tests.Http;
using BookingEngine.Users;
using BookingEngine.Waitlist;

namespace BookingEngine.Tests.WaitlistPeople;

/// <summary>Who sees which entries.</summary>
public sealed class WaitlistRightTests : RecordedWaitlistTests
{
    private Person _ben = null!, _first = null!, _both = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        _ben = await Api.NewPersonAsync();
        (_first, _both) = (await Api.NewPersonAsync("staff", "chair-1"), await Api.NewPersonAsync("staff", "chair-1", "chair-2"));
    }

    [Fact]
    public async Task An_entry_shows_its_wish_and_its_offer_to_its_customer()
    {
        var entry = await Waitlist.JoinAsync(Ada.Id);
        var offer = await Waitlist.OfferAsync(entry);

        var shown = await GetAsync(Ada, entry);

        Assert.Equal(
            (200, "offered", "cut", "2030-05-06T00:00:00Z", "2030-05-11T00:00:00Z", """["monday","friday"]""", """[{"from":"09:00","to":"12:00"}]"""),
            (shown.Status, shown.Member("status"), shown.Member("service_id"), shown.Member("from"), shown.Member("to"), shown.Json["weekdays"]!.ToJsonString(), shown.Json["times"]!.ToJsonString()));
        Assert.Equal(
            ($"{offer.Id}", "2030-05-06T10:00:00Z", "chair-1", "2030-05-01T13:00:00.001Z"),
            ((string)shown.Json["offer"]!["id"]!, (string)shown.Json["offer"]!["slot"]!, (string)shown.Json["offer"]!["resource_id"]!, (string)shown.Json["offer"]!["expires_at"]!));

        Api.Clock.Advance(TimeSpan.FromMinutes(60));
        var late = await Api.SendAsync(Call.Get($"/waitlist/{entry}") with { Token = (await Api.SignInAsync(Ada.Email)).Member("access_token") });
        Assert.Equal(("waiting", null), (late.Member("status"), late.Json["offer"]));
    }

    [Fact]
    public async Task An_entry_does_not_exist_for_others_but_staff_who_could_serve_it()
    {
        var any = await Waitlist.JoinAsync(Ada.Id);
        var second = await Waitlist.JoinAsync(Ada.Id, RecordedWaitlist.Week with { ResourceId = new("chair-2") });
        var admin = await Api.AdminAsync();

        Assert.Equal("200 404 200 200 200", await StatusesAsync(any, Ada, _ben, _first, _both, admin));
        Assert.Equal("200 404 404 200 200", await StatusesAsync(second, Ada, _ben, _first, _both, admin));
        Assert.Equal(404, (await Api.SendAsync(Call.Get("/waitlist/one") with { Token = Ada.Token })).Status);
    }

    [Fact]
    public async Task Staff_of_one_of_several_resources_read_and_do_not_act()
    {
        var entry = await Waitlist.JoinAsync(Ada.Id);

        (await Api.SendAsync(new Call("DELETE", $"/waitlist/{entry}") { Token = _first.Token })).AssertProblem(
            403, "missing_role", "Only staff of the resource and administrators may do this. Ask one of them.");
        Assert.Equal(404, (await Api.SendAsync(new Call("DELETE", $"/waitlist/{entry}") { Token = _ben.Token })).Status);
        Assert.Equal(404, (await Api.SendAsync(Call.Post($"/waitlist/{entry}/take") with { Token = _ben.Token })).Status);
        Assert.Equal(404, (await Api.SendAsync(Call.Post($"/waitlist/{entry}/refuse") with { Token = _ben.Token })).Status);
        Assert.Equal("waiting", (await GetAsync(Ada, entry)).Member("status"));
    }

    [Fact]
    public async Task A_list_has_ones_own_entries_and_those_that_staff_could_serve()
    {
        var (own, theirs) = (await Waitlist.JoinAsync(Ada.Id), await Waitlist.JoinAsync(_ben.Id));
        var second = await Waitlist.JoinAsync(_ben.Id, RecordedWaitlist.Week with { ResourceId = new("chair-2") });
        var ofStaff = await Waitlist.JoinAsync(_first.Id, RecordedWaitlist.Week with { ResourceId = new("chair-2") });
        await Waitlist.RecordAsync(new EntryLeft(theirs));

        await AssertListAsync(Ada, "", own);
        await AssertListAsync(_ben, "", theirs, second);
        await AssertListAsync(_ben, "status=open", second);
        await AssertListAsync(_first, "", own, theirs, ofStaff);
        await AssertListAsync(_first, "scope=own", ofStaff);
        await AssertListAsync(await Api.AdminAsync(), "", own, theirs, second, ofStaff);
        await AssertListAsync(_both, "status=closed&service_id=cut", theirs);
        await AssertListAsync(_both, "service_id=other");
    }

    [Fact]
    public async Task A_list_comes_in_pages_whose_cursor_is_its_own()
    {
        EntryId[] joined = [await Waitlist.JoinAsync(Ada.Id), await Waitlist.JoinAsync(Ada.Id), await Waitlist.JoinAsync(Ada.Id)];
        var first = await Api.SendAsync(Call.Get("/waitlist?limit=2") with { Token = Ada.Token });
        var cursor = first.Member("next_cursor");

        await AssertListAsync(Ada, $"limit=2&cursor={cursor}", joined[2]);
        Assert.Equal(422, (await Api.SendAsync(Call.Get($"/waitlist?cursor={cursor}") with { Token = _ben.Token })).Status);
        Assert.Equal(422, (await Api.SendAsync(Call.Get($"/waitlist?status=open&cursor={cursor}") with { Token = Ada.Token })).Status);
    }

    [Fact]
    public async Task A_guests_name_is_shown_with_the_entry_to_those_who_may_see_it()
    {
        var entry = await Waitlist.JoinAsync(new Guest("Grace", EmailAddress.TryParse("grace@example.com"), "030 1234567"));

        var shown = await GetAsync(_both, entry);

        Assert.Equal("""{"name":"Grace","email":"grace@example.com","phone":"030 1234567"}""", shown.Json["guest"]!.ToJsonString());
        Assert.Equal(404, (await GetAsync(Ada, entry)).Status);
        Assert.DoesNotContain("Grace", (await Api.SendAsync(Call.Get("/waitlist") with { Token = _both.Token })).Text, StringComparison.Ordinal);
    }

    private Task<Answer> GetAsync(Person person, EntryId entry) => Api.SendAsync(Call.Get($"/waitlist/{entry}") with { Token = person.Token });

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
        var list = await Api.SendAsync(Call.Get($"/waitlist?{query}") with { Token = person.Token });
        Assert.Equal(200, list.Status);
        Assert.Equal(entries, list.Json["entries"]!.AsArray().Select(entry => new EntryId((Guid)entry!["id"]!)));
    }
}
