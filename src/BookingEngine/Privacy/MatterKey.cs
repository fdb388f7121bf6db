namespace BookingEngine.Privacy;

/// <summary>Encrypts texts about one matter of a person, such as a booking, with the keys of both. Erasing either key makes them unreadable. It
/// also decrypts texts from before matters had keys, which have the person's key only.</summary>
public sealed class MatterKey
{
    // No text in Base64 begins with it.
    private const string Mark = "m:";

    private readonly PersonalData.PersonKey _person;
    private readonly PersonalData.PersonKey? _both;

    /// <param name="both">Null if the matter has no key.</param>
    internal MatterKey(PersonalData.PersonKey person, PersonalData.PersonKey? both) => (_person, _both) = (person, both);

    public Encrypted Encrypt(string text) =>
        new(Mark + (_both ?? throw new InvalidOperationException("The matter has no key.")).Encrypt(text).Value);

    /// <summary>Null if the matter's key was erased.</summary>
    public string? Decrypt(Encrypted value) => value.Value.StartsWith(Mark, StringComparison.Ordinal)
        ? _both?.Decrypt(new Encrypted(value.Value[Mark.Length..]))
        : _person.Decrypt(value);
}
