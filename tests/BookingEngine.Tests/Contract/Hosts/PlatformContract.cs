using System.Text;
using BookingEngine.Tests.Http.Requests;

namespace BookingEngine.Tests.Contract.Hosts;

/// <summary>Each listed difference between the hosts still exists. One that no longer exists must leave the list. Runs in parallel with the other
/// contract tests, because the Functions host delays one of the answers by 15 seconds.</summary>
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
