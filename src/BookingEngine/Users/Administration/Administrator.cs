using BookingEngine.Privacy;

namespace BookingEngine.Users.Administration;

/// <summary>An administrator at work.</summary>
/// <param name="Address">The client address that the request came from, in the clear: it is not to be kept like that.</param>
public sealed record Administrator(UserId Id, string Address);

/// <summary>Who did something and where from, as events keep it: the address of a person is sealed with that person's key.</summary>
public sealed record ActedBy(UserId? Id, Encrypted? From)
{
    public static ActedBy Settings { get; } = new(null, null);

    public static async Task<ActedBy> OfAsync(Administrator administrator, PersonalData personalData, CancellationToken cancellation) =>
        new(administrator.Id, (await personalData.FindKeyAsync(administrator.Id.ToString(), cancellation))?.Encrypt(administrator.Address));
}
