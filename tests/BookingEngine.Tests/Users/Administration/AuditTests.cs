using System.Text.Json.Nodes;
using BookingEngine.Privacy;
using BookingEngine.ReadModels;
using BookingEngine.Tests.Catalogue;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Users.Administration;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Users.Administration;

public sealed class AuditTests : AdministratorTests
{
    [Fact]
    public async Task Every_action_is_listed_newest_first_with_actor_time_and_address()
    {
        var person = await Api.NewPersonAsync("staff", "default");
        Api.Clock.Advance(TimeSpan.FromMinutes(1));
        await Api.SendAsync(AdminCalls.Deactivate(Admin, person.Id));
        await Api.SendAsync(AdminCalls.Reactivate(Admin, person.Id));

        var audit = await Api.GetAsync(Admin, "/audit");

        audit.AssertIs(200, new JsonObject
        {
            ["entries"] = new JsonArray(
                Entry(5, "2030-05-01T12:01:00Z", "user_reactivated", person), Entry(4, "2030-05-01T12:01:00Z", "user_deactivated", person),
                Entry(3, "2030-05-01T12:00:00Z", "staff_linked", person, resources: ["default"]),
                Entry(2, "2030-05-01T12:00:00Z", "role_changed", person, "staff"),
                new JsonObject
                {
                    ["id"] = "team-all/1",
                    ["at"] = "2030-05-01T12:00:00Z",
                    ["act"] = "role_changed",
                    ["user_id"] = Admin.Id.ToString(),
                    ["by"] = null,
                    ["from"] = null,
                    ["role"] = "admin",
                    ["resource_ids"] = null,
                }),
            ["next_cursor"] = null,
        });
    }

    [Fact]
    public async Task The_list_is_filtered_by_subject_and_by_actor()
    {
        var (ada, bob) = (await Api.NewPersonAsync("admin"), await Api.NewPersonAsync());
        await Api.ChangeRoleAsync(ada, bob.Id.ToString(), "staff");
        await Api.SendAsync(AdminCalls.Deactivate(Admin, bob.Id));

        Assert.Equal(
            [$"user_deactivated {bob.Id} by {Admin.Id}", $"role_changed {bob.Id} by {ada.Id}"],
            (await Api.GetAsync(Admin, $"/audit?user_id={bob.Id}")).ActionsOf());
        Assert.Equal([$"role_changed {bob.Id} by {ada.Id}"], (await Api.GetAsync(Admin, $"/audit?by={ada.Id}")).ActionsOf());
        Assert.Empty((await Api.GetAsync(Admin, $"/audit?by={bob.Id}")).ActionsOf());
    }

    [Fact]
    public async Task Pages_continue_after_the_last_one_despite_new_actions()
    {
        var person = await Api.NewPersonAsync();
        for (var i = 0; i < 3; i++)
        {
            await Api.SendAsync(AdminCalls.Deactivate(Admin, person.Id));
            await Api.SendAsync(AdminCalls.Reactivate(Admin, person.Id));
        }

        var first = await Api.GetAsync(Admin, "/audit?limit=4");
        await Api.SendAsync(AdminCalls.Deactivate(Admin, person.Id));
        var second = await Api.GetAsync(Admin, $"/audit?limit=4&cursor={first.Json["next_cursor"]}");

        string[] ids = [.. first.IdsOf("entries"), .. second.IdsOf("entries")];
        Assert.Equal(Enumerable.Range(1, 7).Reverse().Select(n => $"team-all/{n}"), ids);
        Assert.Null(second.Json["next_cursor"]);
    }

    [Fact]
    public async Task An_invalid_parameter_is_named()
    {
        (await Api.GetAsync(Admin, "/audit?user_id=ada")).AssertInvalidFields(("user_id", "must be the id of a user"));
        (await Api.GetAsync(Admin, $"/audit?user_id={Admin.Id}&by={Admin.Id}")).AssertInvalidFields(("by", "cannot be given together with user_id"));
        var person = await Api.NewPersonAsync("staff", "default");
        var cursor = (string)(await Api.GetAsync(Admin, "/audit?limit=1")).Json["next_cursor"]!;
        (await Api.GetAsync(Admin, $"/audit?user_id={person.Id}&cursor={cursor}")).AssertInvalidFields(
            ("cursor", "must be the next_cursor of the same list"));
    }

    [Fact]
    public async Task The_address_is_stored_encrypted_and_erased_with_its_user()
    {
        var (other, person) = (await Api.NewPersonAsync("admin"), await Api.NewPersonAsync());
        await Api.SendAsync(AdminCalls.Deactivate(other, person.Id));
        var models = Api.Services.GetRequiredService<IReadModelStore>();
        foreach (var (model, partition) in new[] { (AuditProjection.All, "all"), (AuditProjection.ByUser, $"{person.Id}"), (AuditProjection.ByActor, $"{other.Id}") })
        {
            var documents = await models.ListAsync(ReadModelList.OfPartition(model, partition), default, CancellationToken.None);
            Assert.Equal(model == AuditProjection.All ? 3 : 1, documents.Count);
            Assert.All(documents, d => Assert.DoesNotContain("127.0.0.1", d.Body!, StringComparison.Ordinal));
        }

        await Api.Services.GetRequiredService<PersonalData>().EraseAsync(other.Id.ToString());

        var entry = (await Api.GetAsync(Admin, "/audit?limit=1")).Json["entries"]![0]!;
        Assert.Equal((other.Id.ToString(), null), ((string)entry["by"]!, entry["from"]));
    }

    private JsonObject Entry(int version, string at, string act, Person person, string? role = null, string[]? resources = null) => new()
    {
        ["id"] = $"team-all/{version}",
        ["at"] = at,
        ["act"] = act,
        ["user_id"] = person.Id.ToString(),
        ["by"] = Admin.Id.ToString(),
        ["from"] = "127.0.0.1",
        ["role"] = role,
        ["resource_ids"] = resources is null ? null : new JsonArray([.. resources.Select(r => (JsonNode)r)]),
    };
}
