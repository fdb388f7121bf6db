namespace BookingEngine.Tests.Contract;

/// <summary>Tests of one deployment, which run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ContractTests : ICollectionFixture<ContractApi>
{
    public const string Name = "Contract";
}
