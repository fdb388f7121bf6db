using System.Text.Json.Nodes;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.Queues;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Contract.Hosts;

/// <summary>Every queue and timer function runs on the Functions host, and its effect is visible. Runs in parallel with the other contract tests,
/// because messages of transfers and claims stay hidden for 20 seconds.</summary>
[NeedsServer(FunctionsHostApi.AdminKey, FunctionsHostApi.How)]
public sealed class FunctionsContract(ContractApi api) : IClassFixture<ContractApi>
{
    private readonly FunctionsHostApi _host = new(api);

    [ServerFact]
    public async Task The_generated_metadata_names_every_function()
    {
        var functions = JsonNode.Parse((await _host.GetAsync("/admin/functions")).Text)!.AsArray();

        Assert.Equal(FoundFunction.All.Select(f => f.Name).Order(StringComparer.OrdinalIgnoreCase), functions.Select(f => (string)f!["name"]!));
        Assert.All(functions, f => Assert.Null(f!["loadError"]));
    }

    [ServerFact]
    public async Task The_timer_function_runs() => Assert.Equal(202, (await _host.RunAsync("SweepOnTimer")).Status);

    // The recovery passes through Work, ProjectStream and SendMail, each with its queue.
    [ServerFact]
    public async Task A_recovery_sends_a_mail()
    {
        var person = await api.NewPersonAsync();

        await api.SendAsync(Call.PostJson("/auth/recover-password", new JsonObject { ["email"] = person.Email }.ToJsonString()));

        await FunctionsHostApi.WaitForAsync("the mail", () => Task.FromResult(
            FunctionsHostApi.Mails().Any(mail => mail.Contains(person.Email, StringComparison.OrdinalIgnoreCase))));
    }

    [ServerFact]
    public async Task A_transfer_and_a_claim_are_completed()
    {
        var person = await api.NewPersonAsync();
        var (service, resources) = await NewLimitedServiceAsync();
        var booked = await SendAsync(person, "/bookings", ("slot", ContractPeople.NewSlot()), ("service_id", service), ("resource_id", resources[0]));
        var path = $"/bookings/{booked.Member("id")}";
        Assert.Equal(200, (await SendAsync(person, $"{path}/reschedule", ("slot", booked.Member("slot")), ("resource_id", resources[1]))).Status);

        await FunctionsHostApi.WaitForAsync("the messages", async () => await _host.CountAsync(QueueNames.Work) > 0);
        await FunctionsHostApi.WaitForAsync("the settled move", async () =>
        {
            var shown = await api.SendAsync(Call.Get(path) with { Token = person.Token });
            return (shown.Member("status"), shown.Member("resource_id")) == ("confirmed", resources[1]);
        });

        Assert.Equal(409, (await SendAsync(person, "/bookings", ("slot", ContractPeople.NewSlot()), ("service_id", service))).Status);
    }

    /// <summary>Creates a service with a limit of one booking per customer and two resources that are always open.</summary>
    private async Task<(string Service, string[] Resources)> NewLimitedServiceAsync()
    {
        var (admin, id) = (await api.AdminTokenAsync(), $"limited-{Guid.CreateVersion7():N}");
        string[] resources = [$"{id}-1", $"{id}-2"];
        JsonObject service = new()
        {
            ["id"] = id,
            ["name"] = "Limited",
            ["duration"] = 30,
            ["limits"] = new JsonObject { ["active"] = 1 },
            ["resource_ids"] = new JsonArray([.. resources.Select(r => (JsonNode)r)]),
        };
        JsonObject[] bodies = [.. resources.Select(Catalogue.CatalogueCalls.OpenRoundTheClock), service];
        foreach (var (body, path) in bodies.Zip(["/resources", "/resources", "/services"]))
        {
            Assert.Equal(201, (await api.SendAsync(Call.PostJson(path, body.ToJsonString()) with { Token = admin })).Status);
        }

        return (id, resources);
    }

    private Task<Answer> SendAsync(Person person, string path, params (string Name, string Value)[] fields)
    {
        JsonObject body = new(fields.Select(f => KeyValuePair.Create(f.Name, (JsonNode?)f.Value)));
        return api.SendAsync(Call.PostJson(path, body.ToJsonString()) with { Token = person.Token });
    }
}
