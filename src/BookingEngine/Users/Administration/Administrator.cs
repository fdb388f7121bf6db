using BookingEngine.Privacy;

namespace BookingEngine.Users.Administration;

/// <summary>An administrator who acts.</summary>
/// <param name="Address">The client address of the request, in clear text. Do not store it unencrypted.</param>
public sealed record Administrator(UserId Id, string Address);

/// <summary>The actor and the client address, as events store them. The address is encrypted with the actor's key.</summary>
public sealed record ActedBy(UserId? Id, Encrypted? From)
{
    public static ActedBy Settings { get; } = new(null, null);

    public static async Task<ActedBy> OfAsync(Administrator administrator, PersonalData personalData, CancellationToken cancellation) =>
        new(administrator.Id, (await personalData.FindKeyAsync(administrator.Id.ToString(), cancellation))?.Encrypt(administrator.Address));
}
