using System.Security.Cryptography;
using System.Text;
using BookingEngine.Ports;

namespace BookingEngine.Privacy;

/// <summary>Seals and opens personal data with a person's key. Read models carry the sealed values as the events do, so that erasing
/// the key reaches them, too.</summary>
public sealed class PersonalData(IPersonKeys keys, IRandomBytes random)
{
    private const int KeySize = 32, NonceSize = 12, TagSize = 16;

    /// <summary>The person's key, made now where there is none: before the first event that is sealed with it.</summary>
    public async Task<PersonKey> KeyForAsync(string person)
    {
        var key = new byte[KeySize];
        random.Fill(key);
        return new PersonKey(person, await keys.SaveAsync(person, key), random);
    }

    /// <summary>Null where the person was erased.</summary>
    public async Task<PersonKey?> FindKeyAsync(string person, CancellationToken cancellation) =>
        await keys.FindAsync(person, cancellation) is { } key ? new PersonKey(person, key, random) : null;

    /// <summary>The keys of up to a hundred persons at once; those who were erased are left out.</summary>
    public async Task<IReadOnlyDictionary<string, PersonKey>> FindKeysAsync(IReadOnlyCollection<string> persons, CancellationToken cancellation) =>
        persons.Count == 0
            ? new Dictionary<string, PersonKey>()
            : (await keys.FindManyAsync(persons, cancellation)).ToDictionary(k => k.Key, k => new PersonKey(k.Key, k.Value, random));

    public Task EraseAsync(string person) => keys.EraseAsync(person);

    /// <summary>One person's key at work. The person's id is authenticated with every value: one that was moved to another does not open.</summary>
    public sealed class PersonKey
    {
        private readonly byte[] _key, _person;
        private readonly IRandomBytes _random;

        internal PersonKey(string person, byte[] key, IRandomBytes random) =>
            (_key, _person, _random) = (key, Encoding.UTF8.GetBytes(person), random);

        public Encrypted Encrypt(string text)
        {
            var plain = Encoding.UTF8.GetBytes(text);
            var box = new byte[NonceSize + plain.Length + TagSize];
            _random.Fill(box.AsSpan(0, NonceSize));
            using var aes = new AesGcm(_key, TagSize);
            aes.Encrypt(box.AsSpan(0, NonceSize), plain, box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), _person);
            return new Encrypted(Convert.ToBase64String(box));
        }

        /// <exception cref="CryptographicException">The value was altered, or sealed for another person.</exception>
        public string Decrypt(Encrypted value)
        {
            var box = Convert.FromBase64String(value.Value);
            var plain = new byte[box.Length - NonceSize - TagSize];
            using var aes = new AesGcm(_key, TagSize);
            aes.Decrypt(box.AsSpan(0, NonceSize), box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), plain, _person);
            return Encoding.UTF8.GetString(plain);
        }
    }
}
