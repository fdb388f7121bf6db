using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;
using BookingEngine.Users;

namespace BookingEngine.Tests.Guests;

/// <summary>Bookings that staff make for guests without an account.</summary>
public sealed class GuestTests(RunningApi api) : IClassFixture<RunningApi>
{
    private const string LinkStart = $"{RunningApi.Issuer}/manage?token=";

    [Fact]
    public async Task Staff_book_for_a_guest_whose_mail_has_the_link()
    {
        var staff = await api.NewPersonAsync("staff", "default");
        var booked = await BookAsync(staff, People.NewSlot(), Guest("Grace", "grace@example.com"));
        Assert.Equal(201, booked.Status);
        Assert.Null(booked.Json["manage_link"]);
        var mail = (await api.WaitForMailsAsync("grace@example.com", 1)).Single();
        Assert.Contains(LinkStart, mail.TextBody, StringComparison.Ordinal);
        Assert.NotEqual(staff.Id, Guid.Parse(booked.Member("user_id")));

        var shown = await api.GetAsync(staff, $"/bookings/{booked.Member("id")}");
        Assert.Equal(
            """{"name":"Grace","email":"grace@example.com","phone":"+49 30 1234"}""", shown.Json["guest"]!.ToJsonString().Replace("\\u002B", "+", StringComparison.Ordinal));
        Assert.Null(shown.Json["manage_link"]);
        Assert.DoesNotContain("grace", string.Concat((await api.EventsAsync("calendar-default")).Select(e => e.Json)), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("grace.without@example.com", false)]
    public async Task Staff_get_the_link_only_for_a_guest_without_a_mail(string? email, bool isShown)
    {
        var booked = await BookAsync(await api.AdminAsync(), People.NewSlot(), Guest("Grace", email));
        Assert.Equal((201, isShown), (booked.Status, booked.Json["manage_link"] is not null));
    }

    [Fact]
    public async Task Staff_get_no_link_to_the_booking_of_an_account()
    {
        var (admin, booked) = (await api.AdminAsync(), await api.BookAsync(await api.NewPersonAsync(), People.NewSlot()));
        (await api.SendAsync(Call.Post($"/bookings/{booked.Member("id")}/manage-link") with { Token = admin.Token })).AssertProblem(
            422, "guests_only", "The booking belongs to an account, so its owner signs in to manage it. Links are for guests.");
    }

    [Fact]
    public async Task Bookings_for_one_address_share_a_guest_and_others_do_not()
    {
        var admin = await api.AdminAsync();
        var (first, again) = (await BookAsync(admin, People.NewSlot(), Guest("Ada", "Ada@example.com")), await BookAsync(admin, People.NewSlot(), Guest("A.", "ada@Example.com")));
        Assert.Equal(first.Member("user_id"), again.Member("user_id"));
        var (nobody, other) = (await BookAsync(admin, People.NewSlot(), Guest("X", null)), await BookAsync(admin, People.NewSlot(), Guest("X", null)));
        Assert.NotEqual(nobody.Member("user_id"), other.Member("user_id"));
    }

    [Fact]
    public async Task Customers_and_other_staff_cannot_book_for_others()
    {
        foreach (var person in new[] { await api.NewPersonAsync(), await api.NewPersonAsync("staff") })
        {
            var refused = await BookAsync(person, People.NewSlot(), Guest("Grace", null));
            Assert.Equal((403, "guest_forbidden"), (refused.Status, refused.Member("code")));
        }

        (await BookAsync(await api.AdminAsync(), People.NewSlot(), new JsonObject { ["email"] = "no address" })).AssertInvalidFields(
            ("guest.email", "must be one mail address such as name@example.com, without a display name"), ("guest.name", "is required"));
    }

    [Fact]
    public async Task A_hold_is_booked_for_a_guest()
    {
        var staff = await api.NewPersonAsync("staff", "default");
        var hold = await api.PostAsync(staff, "/holds", new JsonObject { ["slot"] = People.NewSlot() });
        var booked = await api.PostAsync(staff, "/bookings", new JsonObject { ["hold_id"] = hold.Member("id"), ["guest"] = Guest("Grace", null) });
        Assert.Equal((201, true), (booked.Status, booked.Json["manage_link"] is not null));
        Assert.NotEqual(staff.Id, Guid.Parse(booked.Member("user_id")));
    }

    [Fact]
    public async Task The_link_shows_reschedules_and_cancels_its_booking()
    {
        var (admin, later) = (await api.AdminAsync(), People.NewSlot());
        var token = TokenOf(await BookAsync(admin, People.NewSlot(), Guest("Grace", null)));
        Assert.Equal("confirmed", (await ManageAsync(token, "GET", "")).Member("status"));
        Assert.Equal(later, (await ManageAsync(token, "POST", "/reschedule", new JsonObject { ["slot"] = later })).Member("slot"));
        Assert.Equal("cancelled", (await ManageAsync(token, "POST", "/cancel")).Member("status"));
        Assert.Equal((200, "cancelled"), ((await ManageAsync(token, "POST", "/cancel")).Status, (await ManageAsync(token, "GET", "")).Member("status")));
    }

    [Fact]
    public async Task The_page_of_the_link_does_the_same()
    {
        var booked = await BookAsync(await api.AdminAsync(), People.NewSlot(), Guest("Grace", null));
        var token = TokenOf(booked);
        var page = await api.SendAsync(Call.Get($"/manage?token={token}") with { Key = null });
        Assert.Equal((200, true, true), (page.Status, page.Text.Contains("Move the appointment", StringComparison.Ordinal), page.Text.Contains("Cancel the appointment", StringComparison.Ordinal)));
        var link = page.Text.Split("class=\"day")[1..].First(day => day.Contains("href=", StringComparison.Ordinal)).Split("href=\"")[1].Split('#')[0];
        var day = await api.SendAsync(Call.Get(System.Net.WebUtility.HtmlDecode(link)) with { Key = null });
        var offered = day.Text.Split("name=\"slot\" value=\"")[1].Split('"')[0];

        var moved = await api.SendAsync(Call.PostForm("/manage", ("token", token), ("slot", offered)) with { Key = null });
        Assert.Equal(200, moved.Status);
        Assert.Equal(offered, (await ManageAsync(token, "GET", "")).Member("slot"));
        var cancelled = await api.SendAsync(Call.PostForm("/manage", ("token", token)) with { Key = null });
        Assert.Contains("Your appointment is cancelled", cancelled.Text, StringComparison.Ordinal);
        Assert.Equal(400, (await api.SendAsync(Call.Get("/manage?token=nothing") with { Key = null })).Status);
        Assert.Equal(400, (await api.SendAsync(Call.PostForm("/manage", ("token", "nothing")) with { Key = null })).Status);
    }

    [Fact]
    public async Task An_altered_expired_or_revoked_link_is_refused()
    {
        var admin = await api.AdminAsync();
        var booked = await BookAsync(admin, People.NewSlot(), Guest("Grace", null));
        var (token, other) = (TokenOf(booked), TokenOf(await BookAsync(admin, People.NewSlot(), Guest("Ada", null))));
        await AssertRefusedAsync(Altered(token, 5));
        await AssertRefusedAsync(Altered(token, 24));
        await AssertRefusedAsync(Altered(token, token.Length - 3));
        await AssertRefusedAsync(other[..22] + token[22..]);
        await AssertRefusedAsync(admin.Token);
        await AssertRefusedAsync("");
        Assert.Equal(401, (await api.SendAsync(Call.Get("/bookings") with { Token = token })).Status);

        var path = $"/bookings/{booked.Member("id")}/manage-link";
        var further = (await api.SendAsync(Call.Post(path) with { Token = admin.Token })).Member("manage_link")[LinkStart.Length..];
        Assert.Equal(200, (await ManageAsync(token, "GET", "")).Status);
        Assert.Equal(204, (await api.SendAsync(new Call("DELETE", path) { Token = admin.Token })).Status);
        await AssertRefusedAsync(token);
        await AssertRefusedAsync(further);
        Assert.Equal(200, (await ManageAsync(other, "GET", "")).Status);
        var fresh = (await api.SendAsync(Call.Post(path) with { Token = admin.Token })).Member("manage_link")[LinkStart.Length..];
        Assert.Equal(200, (await ManageAsync(fresh, "GET", "")).Status);
    }

    [Fact]
    public async Task A_link_expires()
    {
        await using var other = new OwnClock();
        await other.Api.InitializeAsync();
        var admin = await other.Api.AdminAsync();
        var soon = RunningApi.Start.AddDays(1).ToString("yyyy-MM-dd'T'HH:00:00'Z'", null);
        var booked = await other.Api.PostAsync(admin, "/bookings", new JsonObject { ["slot"] = soon, ["guest"] = Guest("Grace", null) });
        var get = Call.Get("/manage/booking") with { Token = TokenOf(booked) };
        other.Api.Clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromSeconds(1));
        Assert.Equal(200, (await other.Api.SendAsync(get)).Status);
        other.Api.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((401, "invalid_manage_token"), ((await other.Api.SendAsync(get)).Status, (await other.Api.SendAsync(get)).Member("code")));
    }

    [Fact]
    public async Task A_user_who_verifies_the_guests_address_gets_the_bookings()
    {
        var (admin, email, slots) = (await api.AdminAsync(), People.NewAddress(), new[] { People.NewSlot(), People.NewSlot(), People.NewSlot() });
        var first = await BookAsync(admin, slots[0], Guest("Grace", email));
        await BookAsync(admin, slots[1], Guest("Grace", email));
        await api.RegisterAsync(email);
        var grace = new Person(default, email, People.Password, (await api.SignInAsync(email)).Member("access_token"));
        Assert.Empty((await api.ListAsync(grace)).SlotsOf());

        var id = new UserId(Guid.Parse((await api.GetAsync(grace, "/users/me")).Member("id")));
        await api.VerifyAsync(id.Value);
        await Mailbox.WaitAsync(async () =>
        {
            api.AdvanceOneSecond();
            return (await api.ListAsync(grace)).SlotsOf().Length == 2;
        });
        Assert.Equal("Mind the dog", (await api.GetAsync(grace, $"/bookings/{first.Member("id")}")).Member("notes"));
        Assert.Equal(200, (await api.SendAsync(Call.Post($"/bookings/{first.Member("id")}/cancel") with { Token = grace.Token })).Status);

        Assert.Equal(id.ToString(), (await BookAsync(admin, slots[2], Guest("Grace", email))).Member("user_id"));
        Assert.Equal(slots.Order(), (await api.ListAsync(grace)).SlotsOf().Order());
    }

    [Fact]
    public async Task A_user_who_gets_a_guests_booking_reads_its_reasons()
    {
        var (admin, email) = (await api.AdminAsync(), People.NewAddress());
        var booking = $"/bookings/{(await BookAsync(admin, People.NewSlot(), Guest("Grace", email))).Member("id")}";
        Assert.Equal(200, (await api.PostAsync(admin, $"{booking}/reschedule", new JsonObject { ["slot"] = People.NewSlot(), ["reason"] = "Holiday" })).Status);
        await api.RegisterAsync(email);
        var grace = new Person(default, email, People.Password, (await api.SignInAsync(email)).Member("access_token"));
        await api.VerifyAsync(Guid.Parse((await api.GetAsync(grace, "/users/me")).Member("id")));
        await Mailbox.WaitAsync(async () =>
        {
            api.AdvanceOneSecond();
            return (await api.GetAsync(grace, booking)).Status == 200;
        });

        Assert.Equal("Holiday", (await api.GetAsync(grace, booking)).Member("reason"));
        var reasons = (await api.GetAsync(grace, $"{booking}/history")).Json["entries"]!.AsArray().Select(e => (string?)e!["reason"]);
        Assert.Equal([null, "Holiday", null], reasons);
    }

    private static JsonObject Guest(string name, string? email) => new() { ["name"] = name, ["email"] = email, ["phone"] = "+49 30 1234" };

    private static string TokenOf(Answer booked) => booked.Member("manage_link")[LinkStart.Length..];

    private static string Altered(string token, int at) => $"{token[..at]}{(token[at] == 'A' ? 'B' : 'A')}{token[(at + 1)..]}";

    private Task<Answer> BookAsync(Person by, string slot, JsonObject guest) => api.PostAsync(
        by, "/bookings", new JsonObject { ["slot"] = slot, ["service_id"] = "default", ["resource_id"] = "default", ["notes"] = "Mind the dog", ["guest"] = guest });

    private Task<Answer> ManageAsync(string token, string method, string step, JsonObject? body = null)
    {
        var call = body is null ? new Call(method, $"/manage/booking{step}") : Call.PostJson($"/manage/booking{step}", body.ToJsonString());
        return api.SendAsync(call with { Token = token });
    }

    private async Task AssertRefusedAsync(string token)
    {
        foreach (var (method, step) in new[] { ("GET", ""), ("POST", "/cancel"), ("POST", "/reschedule") })
        {
            var answer = await ManageAsync(token, method, step);
            Assert.Equal((401, "invalid_manage_token"), (answer.Status, answer.Member("code")));
        }
    }

    private sealed class OwnClock : IAsyncDisposable
    {
        public RunningApi Api { get; } = new();

        public async ValueTask DisposeAsync()
        {
            await Api.DisposeAsync();
            Api.Dispose();
        }
    }
}
