using System.Text;
using BookingEngine.Tests.Http.Requests;

namespace BookingEngine.Tests.Contract.Hosts;

/// <summary>The listed differences between the hosts, each still there: one that has gone comes off the list. Beside the other contract tests,
/// since the Functions host answers one of them after 15 seconds.</summary>
public sealed class PlatformContract(ContractApi api) : IClassFixture<ContractApi>
{
    public static TheoryData<string> Names { get; } = [.. PlatformDifferences.All.Select(d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_listed_difference_is_answered_as_the_list_says(string name)
    {
        var difference = PlatformDifferences.All.Single(d => d.Name == name);

        var answer = await RawExchange.SendAsync(api.Address, Encoding.ASCII.GetBytes(difference.Request));

        var code = answer.Text.Length > 0 && answer.Status >= 400 ? answer.Member("code") : null;
        Assert.Equal(ContractApi.IsFunctionApp ? difference.FunctionsHost : difference.LocalHost, new PlatformAnswer(answer.Status, code));
    }
}
