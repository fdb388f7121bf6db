using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Contract.Hosts;

/// <summary>Every route answers like a local host in this process, for every caller and body.</summary>
[Collection(ContractTests.Name)]
public sealed class EveryRouteContract(ContractApi api)
{
    private delegate Task<Answer> Send(Call call);

    [Fact]
    public async Task Every_route_answers_like_the_local_host()
    {
        await using var local = await LocalDeployment.StartAsync();
        var there = await AnswersAsync(api.SendAsync, api.AdminEmail, api.AdminPassword);
        var here = await AnswersAsync(
            call => api.SendAsync(call, local.Address, ContractApi.Settings["API_KEY"]),
            ContractApi.Settings["ADMIN_EMAIL"], ContractApi.Settings["ADMIN_PASSWORD"]);

        string[] differences =
            [.. here.Zip(there).Where(pair => pair.First != pair.Second).Select(pair => $"{pair.First}\nbut there\n{pair.Second}")];

        Assert.True(differences.Length == 0, $"{differences.Length} of {here.Length} differ:\n{string.Join("\n\n", differences.Take(5))}");
    }

    private static async Task<string[]> AnswersAsync(Send send, string adminEmail, string adminPassword)
    {
        var email = ContractPeople.NewAddress();
        await send(Call.PostJson("/auth/register", $$"""{"email":"{{email}}","password":"{{People.Password}}","full_name":"Ada"}"""));
        var customer = await send(Call.PostForm("/auth/token", ("username", email), ("password", People.Password)));
        var admin = await send(Call.PostForm("/auth/token", ("username", adminEmail), ("password", adminPassword)));
        List<string> answers = [];
        foreach (var call in RouteProbes.All([customer.Member("access_token"), admin.Member("access_token")]))
        {
            answers.Add($"{call.Method} {call.Path} → {ComparableAnswer.Of(await send(call))}");
        }

        return [.. answers];
    }
}
