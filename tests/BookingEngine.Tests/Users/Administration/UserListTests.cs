using System.Text.Json.Nodes;
using BookingEngine.Privacy;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Users.Administration;

public sealed class UserListTests : AdministratorTests
{
    [Fact]
    public async Task All_users_are_listed_in_pages_while_others_register()
    {
        List<Guid> people = [Admin.Id];
        for (var i = 0; i < 5; i++)
        {
            Api.Clock.Advance(TimeSpan.FromSeconds(1));
            people.Add((await Api.NewPersonAsync()).Id);
        }

        List<Guid> seen = [];
        string? cursor = null;
        do
        {
            var page = await Api.GetAsync(Admin, $"/users?limit=2{(cursor is null ? "" : $"&cursor={cursor}")}");
            seen.AddRange(page.IdsOf("users").Select(Guid.Parse));
            cursor = (string?)page.Json["next_cursor"];
            if (seen.Count == 2)
            {
                Api.Clock.Advance(TimeSpan.FromSeconds(1));
                people.Add((await Api.NewPersonAsync()).Id);
            }
        }
        while (cursor is not null);

        Assert.Equal(people, seen);
    }

    [Fact]
    public async Task A_user_is_shown_with_name_address_and_role()
    {
        var staff = await Api.NewPersonAsync("staff", "default");

        var answer = await Api.GetAsync(Admin, $"/users/{staff.Id}");

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
        Assert.Equal(answer.Text, (await Api.GetAsync(Admin, "/users")).Json["users"]!.AsArray().Single(u => (string)u!["role"]! == "staff")!.ToJsonString());
    }

    [Fact]
    public async Task A_user_is_found_by_the_whole_address_in_any_spelling()
    {
        var email = $"ada+{People.NewAddress()}";
        var id = (await Api.RegisterAsync(email)).Member("id");

        foreach (var spelling in new[] { email.Replace("+", "%2B", StringComparison.Ordinal), email, Uri.EscapeDataString(email.ToUpperInvariant()) })
        {
            var found = await Api.GetAsync(Admin, $"/users?email={spelling}");
            Assert.Equal((200, id), (found.Status, found.IdsOf("users").Single()));
            Assert.Null(found.Json["next_cursor"]);
        }

        Assert.Empty((await Api.GetAsync(Admin, "/users?email=nobody@example.com")).IdsOf("users"));
        (await Api.GetAsync(Admin, "/users?email=ada")).AssertInvalidFields(
            ("email", "must be one mail address such as name@example.com, without a display name"));
    }

    [Fact]
    public async Task Users_of_a_role_are_listed_in_pages()
    {
        List<string> staff = [];
        for (var i = 0; i < 3; i++)
        {
            Api.Clock.Advance(TimeSpan.FromSeconds(1));
            staff.Add((await Api.NewPersonAsync("staff", "default")).Id.ToString());
            await Api.NewPersonAsync();
        }

        var first = await Api.GetAsync(Admin, "/users?role=staff&limit=2");
        var second = await Api.GetAsync(Admin, $"/users?role=staff&limit=2&cursor={first.Json["next_cursor"]}");

        Assert.Equal(staff, [.. first.IdsOf("users"), .. second.IdsOf("users")]);
        Assert.Null(second.Json["next_cursor"]);
        Assert.Equal([Admin.Id.ToString()], (await Api.GetAsync(Admin, "/users?role=admin")).IdsOf("users"));
        (await Api.GetAsync(Admin, $"/users?cursor={first.Json["next_cursor"]}")).AssertInvalidFields(("cursor", "must be the next_cursor of the same list"));
        (await Api.GetAsync(Admin, "/users?role=customer")).AssertInvalidFields(("role", "must be staff or admin"));
        (await Api.GetAsync(Admin, "/users?role=staff&email=a@example.com")).AssertInvalidFields(("role", "cannot be given together with email"));
    }

    [Fact]
    public async Task An_erased_user_has_no_personal_data()
    {
        var person = await Api.NewPersonAsync();
        await Api.Services.GetRequiredService<PersonalData>().EraseAsync(person.Id.ToString());

        var answer = await Api.GetAsync(Admin, $"/users/{person.Id}");

        Assert.Equal((200, null, null), (answer.Status, answer.Json["email"], answer.Json["full_name"]));
        Assert.Equal(2, (await Api.GetAsync(Admin, "/users")).IdsOf("users").Length);
    }

    [Fact]
    public async Task An_invalid_cursor_or_one_of_another_list_is_refused()
    {
        await Api.NewPersonAsync();
        var cursor = (string)(await Api.GetAsync(Admin, "/users?limit=1")).Json["next_cursor"]!;
        var wrong = ("cursor", "must be the next_cursor of the same list");

        (await Api.GetAsync(Admin, $"/audit?cursor={cursor}")).AssertInvalidFields(wrong);
        (await Api.GetAsync(Admin, $"/users?cursor={cursor[..^1]}{(cursor[^1] == 'A' ? 'B' : 'A')}x")).AssertInvalidFields(wrong);
        (await Api.GetAsync(Admin, "/users?cursor=x")).AssertInvalidFields(wrong);
        (await Api.GetAsync(Admin, "/users?limit=101")).AssertInvalidFields(("limit", "must be a whole number from 1 to 100"));
    }

    [Theory]
    [InlineData("01a2048d-43fe-7705-9486-940f5a248cee")]
    [InlineData("x")]
    public async Task An_unknown_user_is_not_found(string id) =>
        (await Api.GetAsync(Admin, $"/users/{id}")).AssertProblem(404, "not_found", "There is no user with this id. Check the id.");

    [Fact]
    public async Task The_path_me_is_the_own_profile_and_not_a_user_id()
    {
        var person = await Api.NewPersonAsync();
        Assert.Equal(person.Email, (await Api.GetAsync(person, "/users/me")).Member("email"));
    }
}
