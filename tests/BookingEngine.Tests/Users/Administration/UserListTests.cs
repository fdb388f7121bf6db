using System.Text.Json.Nodes;
using BookingEngine.Privacy;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Users.Administration;

public sealed class UserListTests : IAsyncLifetime, IDisposable
{
    private readonly RunningApi _api = new();
    private Person _admin = null!;

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _admin = await _api.AdminAsync();
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task All_users_are_listed_in_pages_while_others_register()
    {
        List<Guid> people = [_admin.Id];
        for (var i = 0; i < 5; i++)
        {
            _api.Clock.Advance(TimeSpan.FromSeconds(1));
            people.Add((await _api.NewPersonAsync()).Id);
        }

        List<Guid> seen = [];
        string? cursor = null;
        do
        {
            var page = await _api.GetAsync(_admin, $"/users?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.IdsOf("users").Select(Guid.Parse));
            cursor = (string?)page.Json["next_cursor"];
            if (seen.Count == 2)
            {
                _api.Clock.Advance(TimeSpan.FromSeconds(1));
                people.Add((await _api.NewPersonAsync()).Id);
            }
        }
        while (cursor is not null);

        Assert.Equal(people, seen);
    }

    [Fact]
    public async Task A_user_is_shown_with_name_address_and_role()
    {
        var staff = await _api.NewPersonAsync("staff", "default");

        var answer = await _api.GetAsync(_admin, $"/users/{staff.Id}");

        answer.AssertIs(200, new JsonObject
        {
            ["id"] = staff.Id.ToString(),
            ["email"] = staff.Email,
            ["full_name"] = "Ada Lovelace",
            ["created_at"] = "2030-05-01T12:00:00Z",
            ["role"] = "staff",
            ["resource_ids"] = new JsonArray("default"),
            ["status"] = "active",
        });
        Assert.Equal(answer.Text, (await _api.GetAsync(_admin, "/users")).Json["users"]!.AsArray().Single(u => (string)u!["role"]! == "staff")!.ToJsonString());
    }

    [Fact]
    public async Task A_user_is_found_by_the_whole_address_in_any_spelling()
    {
        var email = $"ada+{People.NewAddress()}";
        var id = (await _api.RegisterAsync(email)).Member("id");

        foreach (var spelling in new[] { email.Replace("+", "%2B", StringComparison.Ordinal), email, Uri.EscapeDataString(email.ToUpperInvariant()) })
        {
            var found = await _api.GetAsync(_admin, $"/users?email={spelling}");
            Assert.Equal((200, id), (found.Status, found.IdsOf("users").Single()));
            Assert.Null(found.Json["next_cursor"]);
        }

        Assert.Empty((await _api.GetAsync(_admin, "/users?email=nobody@example.com")).IdsOf("users"));
        (await _api.GetAsync(_admin, "/users?email=ada")).AssertInvalidFields(
            ("email", "must be one mail address such as name@example.com, without a display name"));
    }

    [Fact]
    public async Task Users_of_a_role_are_listed_in_pages()
    {
        List<string> staff = [];
        for (var i = 0; i < 3; i++)
        {
            _api.Clock.Advance(TimeSpan.FromSeconds(1));
            staff.Add((await _api.NewPersonAsync("staff", "default")).Id.ToString());
            await _api.NewPersonAsync();
        }

        var first = await _api.GetAsync(_admin, "/users?role=staff&limit=2");
        var second = await _api.GetAsync(_admin, $"/users?role=staff&limit=2&cursor={first.Json["next_cursor"]}");

        Assert.Equal(staff, [.. first.IdsOf("users"), .. second.IdsOf("users")]);
        Assert.Null(second.Json["next_cursor"]);
        Assert.Equal([_admin.Id.ToString()], (await _api.GetAsync(_admin, "/users?role=admin")).IdsOf("users"));
        (await _api.GetAsync(_admin, $"/users?cursor={first.Json["next_cursor"]}")).AssertInvalidFields(("cursor", "must be the next_cursor of the same list"));
        (await _api.GetAsync(_admin, "/users?role=customer")).AssertInvalidFields(("role", "must be staff or admin"));
        (await _api.GetAsync(_admin, "/users?role=staff&email=a@example.com")).AssertInvalidFields(("role", "cannot be given together with email"));
    }

    [Fact]
    public async Task An_erased_user_has_no_personal_data()
    {
        var person = await _api.NewPersonAsync();
        await _api.Services.GetRequiredService<PersonalData>().EraseAsync(person.Id.ToString());

        var answer = await _api.GetAsync(_admin, $"/users/{person.Id}");

        Assert.Equal((200, null, null), (answer.Status, answer.Json["email"], answer.Json["full_name"]));
        Assert.Equal(2, (await _api.GetAsync(_admin, "/users")).IdsOf("users").Length);
    }

    [Fact]
    public async Task An_invalid_cursor_or_one_of_another_list_is_refused()
    {
        await _api.NewPersonAsync();
        var cursor = (string)(await _api.GetAsync(_admin, "/users?limit=1")).Json["next_cursor"]!;
        var wrong = ("cursor", "must be the next_cursor of the same list");

        (await _api.GetAsync(_admin, $"/audit?cursor={cursor}")).AssertInvalidFields(wrong);
        (await _api.GetAsync(_admin, $"/users?cursor={cursor[..^1]}{(cursor[^1] == 'A' ? 'B' : 'A')}x")).AssertInvalidFields(wrong);
        (await _api.GetAsync(_admin, "/users?cursor=x")).AssertInvalidFields(wrong);
        (await _api.GetAsync(_admin, "/users?limit=101")).AssertInvalidFields(("limit", "must be a whole number from 1 to 100"));
    }

    [Theory]
    [InlineData("01a2048d-43fe-7705-9486-940f5a248cee")]
    [InlineData("x")]
    public async Task An_unknown_user_is_not_found(string id) =>
        (await _api.GetAsync(_admin, $"/users/{id}")).AssertProblem(404, "not_found", "There is no user with this id. Check the id.");

    [Fact]
    public async Task The_path_me_is_the_own_profile_and_not_a_user_id()
    {
        var person = await _api.NewPersonAsync();
        Assert.Equal(person.Email, (await _api.GetAsync(person, "/users/me")).Member("email"));
    }
}
