namespace BookingEngine.Catalogue;

/// <summary>The tenant's settings for services that have none of their own.</summary>
public sealed record BookingPolicy
{
    /// <summary>See <see cref="Service.ExclusivePerCustomer"/>.</summary>
    public bool ExclusivePerCustomer { get; init; }

    internal Service? Complete(Definition<Service> definition) => definition.Value is not { } service ? null : service with
    {
        ExclusivePerCustomer = service.ExclusivePerCustomer ?? ExclusivePerCustomer,
        Version = definition.Version,
    };
}
