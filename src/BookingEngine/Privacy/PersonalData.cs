using System.Security.Cryptography;
using System.Text;
using BookingEngine.Ports;

namespace BookingEngine.Privacy;

/// <summary>Encrypts and decrypts personal data with a person's key. Read models store the same encrypted values as events, so erasing the
/// key erases both.</summary>
public sealed class PersonalData(IPersonKeys keys, IRandomBytes random)
{
    private const int KeySize = 32, NonceSize = 12, TagSize = 16;

    /// <summary>The key of a person whose id is new. Call it before the first event that is encrypted with it.</summary>
    public async Task<PersonKey> NewKeyAsync(string person) => new(person, await SaveNewAsync(person), random);

    /// <summary>The person's key, generated if there never was one. Null if the person was erased. Call it before the first event that is
    /// encrypted with it.</summary>
    public async Task<PersonKey?> KeyForAsync(string person, CancellationToken cancellation = default) =>
        (await FindOrSaveAsync([person], cancellation))?[0] is { } key ? new PersonKey(person, key, random) : null;

    /// <summary>The keys of a person and of one matter of the person, such as a booking, generated if there never were any. Null if either was
    /// erased.</summary>
    /// <param name="isKnown">Whether the person must have a key already.</param>
    public async Task<MatterKey?> KeyForAsync(string person, string matter, bool isKnown = false, CancellationToken cancellation = default) =>
        await FindOrSaveAsync([person, matter], cancellation, isKnown) is [var ofPerson, var ofMatter]
            ? MatterKeyOf(person, ofPerson, matter, ofMatter)
            : null;

    /// <summary>Null if the person was erased.</summary>
    public async Task<PersonKey?> FindKeyAsync(string person, CancellationToken cancellation) =>
        await keys.FindAsync(person, cancellation) is { } key ? new PersonKey(person, key, random) : null;

    /// <summary>The keys of up to 100 persons. Omits erased ones.</summary>
    public async Task<IReadOnlyDictionary<string, PersonKey>> FindKeysAsync(IReadOnlyCollection<string> persons, CancellationToken cancellation) =>
        persons.Count == 0
            ? new Dictionary<string, PersonKey>()
            : (await keys.FindManyAsync(persons, cancellation)).ToDictionary(k => k.Key, k => new PersonKey(k.Key, k.Value, random));

    /// <summary>The keys of up to 50 persons and matters. Omits those of erased persons.</summary>
    public async Task<IReadOnlyDictionary<(string Person, string Matter), MatterKey>> FindKeysAsync(
        IReadOnlyCollection<(string Person, string Matter)> matters, CancellationToken cancellation)
    {
        string[] names = [.. matters.SelectMany(m => new[] { m.Person, m.Matter }).Distinct()];
        var found = names.Length == 0 ? new Dictionary<string, byte[]>() : await keys.FindManyAsync(names, cancellation);
        return matters.Distinct().Where(m => found.ContainsKey(m.Person)).ToDictionary(
            m => m, m => MatterKeyOf(m.Person, found[m.Person], m.Matter, found.GetValueOrDefault(m.Matter)));
    }

    /// <summary>Whether the person, or the matter, was erased.</summary>
    public async Task<bool> IsErasedAsync(string person, CancellationToken cancellation) => await keys.FindAsync(MarkOf(person), cancellation) is not null;

    /// <summary>Erases the key of a person or of a matter for good: it never gets another one. A mark is stored first, so that nobody can save a new
    /// key in between.</summary>
    public async Task EraseAsync(string person)
    {
        await SaveNewAsync(MarkOf(person));
        await keys.EraseAsync(person);
    }

    // The mark is a key that encrypts nothing.
    private static string MarkOf(string person) => $"erased {person}";

    private async Task<byte[]> SaveNewAsync(string person)
    {
        var key = new byte[KeySize];
        random.Fill(key);
        return await keys.SaveAsync(person, key);
    }

    // The mark of an erasure is there before the key is gone. So who finds neither may save a key.
    private async Task<byte[][]?> FindOrSaveAsync(string[] names, CancellationToken cancellation, bool isFirstKnown = false)
    {
        var found = await keys.FindManyAsync([.. names, .. names.Select(MarkOf)], cancellation);
        return names.Any(name => found.ContainsKey(MarkOf(name))) || (isFirstKnown && !found.ContainsKey(names[0]))
            ? null
            : await Task.WhenAll(names.Select(async name => found.GetValueOrDefault(name) ?? await SaveNewAsync(name)));
    }

    private MatterKey MatterKeyOf(string person, byte[] ofPerson, string matter, byte[]? ofMatter) => new(
        new PersonKey(person, ofPerson, random),
        ofMatter is null ? null : new PersonKey($"{person} {matter}", HMACSHA256.HashData(ofPerson, ofMatter), random));

    /// <summary>One person's key. Every value is authenticated together with the person's id, so it cannot be moved to another
    /// person.</summary>
    public sealed class PersonKey
    {
        private readonly byte[] _key, _person;
        private readonly IRandomBytes _random;

        internal PersonKey(string person, byte[] key, IRandomBytes random) =>
            (_key, _person, _random) = (key, Encoding.UTF8.GetBytes(person), random);

        public Encrypted Encrypt(string text)
        {
            var plaintext = Encoding.UTF8.GetBytes(text);
            var box = new byte[NonceSize + plaintext.Length + TagSize];
            _random.Fill(box.AsSpan(0, NonceSize));
            using var aes = new AesGcm(_key, TagSize);
            aes.Encrypt(box.AsSpan(0, NonceSize), plaintext, box.AsSpan(NonceSize, plaintext.Length), box.AsSpan(NonceSize + plaintext.Length), _person);
            return new Encrypted(Convert.ToBase64String(box));
        }

        /// <exception cref="CryptographicException">The value was altered, or encrypted for another person.</exception>
        public string Decrypt(Encrypted value)
        {
            var box = Convert.FromBase64String(value.Value);
            var plaintext = new byte[box.Length - NonceSize - TagSize];
            using var aes = new AesGcm(_key, TagSize);
            aes.Decrypt(box.AsSpan(0, NonceSize), box.AsSpan(NonceSize, plaintext.Length), box.AsSpan(NonceSize + plaintext.Length), plaintext, _person);
            return Encoding.UTF8.GetString(plaintext);
        }
    }
}
