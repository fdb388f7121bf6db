using System.Text.Json.Nodes;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Erasure;

public sealed class EraseGuestTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task The_link_of_a_second_mail_erases_a_guest()
    {
        var (admin, email) = (await api.AdminAsync(), People.NewAddress());
        var (booked, other) = (await BookAsync(admin, email), await BookAsync(admin, email));
        Assert.Equal((202, "Erasure email sent"), ((await api.SendAsync(ErasureCalls.Ask(await TokenOfAsync(api, admin, booked)))) is var asked ? asked.Status : 0, asked.Member("msg")));
        Assert.Equal("Grace", (string?)(await api.GetAsync(admin, PathOf(booked))).Json["guest"]!["name"]);
        var token = await api.ErasureTokenAsync(email);
        var page = await api.SendAsync(Call.Get($"/erase-data?token={token}") with { Key = null });
        Assert.Equal((200, true), (page.Status, page.Text.Contains("Erase my data", StringComparison.Ordinal)));
        Assert.Equal("confirmed", (await api.GetAsync(admin, PathOf(booked))).Member("status"));

        Assert.Equal(200, (await api.SendAsync(ErasureCalls.Submit(token))).Status);
        Assert.Equal(200, (await api.SendAsync(ErasureCalls.Submit(token))).Status);

        foreach (var booking in new[] { booked, other })
        {
            var shown = await api.GetAsync(admin, PathOf(booking));
            Assert.Equal(("cancelled", true, null), (shown.Member("status"), (bool)shown.Json["erased"]!, shown.Json["guest"]));
        }

        Assert.Equal("guest", (string?)(await api.GetAsync(admin, "/audit?limit=1")).Json["entries"]![0]!["origin"]);
    }

    [Fact]
    public async Task An_erased_guest_who_books_again_is_another_person()
    {
        var (admin, email) = (await api.AdminAsync(), People.NewAddress());
        var booked = await BookAsync(admin, email);
        Assert.Equal(204, (await api.SendAsync(ErasureCalls.Of(admin, booked.Member("user_id")))).Status);

        var again = await BookAsync(admin, email);

        Assert.NotEqual(booked.Member("user_id"), again.Member("user_id"));
        Assert.Equal(email, (string?)(await api.GetAsync(admin, PathOf(again))).Json["guest"]!["email"]);
        Assert.Equal(again.Member("user_id"), (await BookAsync(admin, email)).Member("user_id"));
        Assert.Null((await api.GetAsync(admin, PathOf(booked))).Json["guest"]);
    }

    [Fact]
    public async Task A_manage_link_alone_erases_nothing()
    {
        var (admin, email) = (await api.AdminAsync(), People.NewAddress());
        var (booked, token) = (await BookAsync(admin, email), "");
        token = await TokenOfAsync(api, admin, booked);

        Assert.Equal(400, (await api.SendAsync(ErasureCalls.Submit(token))).Status);
        Assert.Equal(400, (await api.SendAsync(ErasureCalls.Submit(""))).Status);
        Assert.Equal(400, (await api.SendAsync(Call.Get("/erase-data") with { Key = null })).Status);

        Assert.Equal("Grace", (string?)(await api.GetAsync(admin, PathOf(booked))).Json["guest"]!["name"]);
    }

    [Fact]
    public async Task The_button_of_the_manage_page_only_asks_for_the_mail()
    {
        var (admin, email) = (await api.AdminAsync(), People.NewAddress());
        var (booked, nameless) = (await BookAsync(admin, email), await BookAsync(admin, email: null));
        var token = await TokenOfAsync(api, admin, booked);
        Assert.Contains("action=\"/manage/erase\"", (await ManageAsync(token)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/manage/erase", (await ManageAsync(await TokenOfAsync(api, admin, nameless))).Text, StringComparison.Ordinal);

        var asked = await api.SendAsync(ErasureCalls.Button(token));

        Assert.Equal((200, true), (asked.Status, asked.Text.Contains("Look at your mail", StringComparison.Ordinal)));
        Assert.Equal("confirmed", (await api.GetAsync(admin, PathOf(booked))).Member("status"));
        Assert.Equal(200, (await api.SendAsync(ErasureCalls.Submit(await api.ErasureTokenAsync(email)))).Status);
        Assert.Null((await api.GetAsync(admin, PathOf(booked))).Json["guest"]);
        Assert.Equal(400, (await api.SendAsync(ErasureCalls.Button("wrong"))).Status);
        Assert.Equal(422, (await api.SendAsync(ErasureCalls.Button(await TokenOfAsync(api, admin, nameless)))).Status);
    }

    private Task<Answer> ManageAsync(string token) => api.SendAsync(Call.Get($"/manage?token={token}") with { Key = null });

    [Fact]
    public async Task A_link_expires_after_thirty_minutes()
    {
        await using var other = new RunningApiOfOne();
        await other.Api.InitializeAsync();
        var (admin, email) = (await other.Api.AdminAsync(), People.NewAddress());
        var booked = await other.Api.PostAsync(admin, "/bookings", Body(email));
        await other.Api.SendAsync(ErasureCalls.Ask(await TokenOfAsync(other.Api, admin, booked)));
        var token = await other.Api.ErasureTokenAsync(email);

        other.Api.Clock.Advance(TimeSpan.FromMinutes(30));

        Assert.Equal(400, (await other.Api.SendAsync(ErasureCalls.Submit(token))).Status);
        Assert.DoesNotContain(await other.Api.EventsAsync($"user-{booked.Member("user_id")}"), e => e.Type == "user-erased.v1");
    }

    [Fact]
    public async Task Without_a_mail_address_or_with_an_account_nothing_is_mailed()
    {
        var (admin, person) = (await api.AdminAsync(), await api.NewPersonAsync());
        var nameless = await BookAsync(admin, email: null);
        var refused = await api.SendAsync(ErasureCalls.Ask(await TokenOfAsync(api, admin, nameless)));
        Assert.Equal((422, "no_mail_address"), (refused.Status, refused.Member("code")));
        Assert.Empty(await api.EventsAsync($"user-{nameless.Member("user_id")}"));
        Assert.Equal(401, (await api.SendAsync(ErasureCalls.Ask(person.Token))).Status);
    }

    private static JsonObject Body(string? email) => new()
    {
        ["slot"] = People.NewSlot(),
        ["notes"] = "Mind the dog",
        ["guest"] = new JsonObject { ["name"] = "Grace", ["email"] = email, ["phone"] = "+49 30 1234" },
    };

    private static async Task<string> TokenOfAsync(RunningApi api, Person staff, Answer booked) =>
        (await api.PostAsync(staff, $"/bookings/{booked.Member("id")}/manage-link", [])).Member("manage_link").Split("token=")[1];

    private static string PathOf(Answer booked) => $"/bookings/{booked.Member("id")}";

    private async Task<Answer> BookAsync(Person by, string? email)
    {
        var booked = await api.PostAsync(by, "/bookings", Body(email));
        Assert.Equal(201, booked.Status);
        return booked;
    }
}

/// <summary>An API for one test that moves the clock far.</summary>
internal sealed class RunningApiOfOne : IAsyncDisposable
{
    public RunningApi Api { get; init; } = new();

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        Api.Dispose();
    }
}
